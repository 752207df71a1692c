package org.loanregistry.network.wire;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** The transaction id: lower-case hex of SHA-256(nonce, creator). */
public final class TransactionId {
    private TransactionId() {}

    /** The id that a transaction with this nonce and creator must have. */
    public static String of(ByteString nonce, ByteString creator) {
        return Sha256.hexOf(List.of(nonce, creator));
    }

    /** The id that belongs to a signature header. */
    public static String of(SignatureHeader header) {
        return of(header.getNonce(), header.getCreator());
    }
}
