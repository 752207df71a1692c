package org.loanregistry.network.wire;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.Header;

/** SHA-256(channel header, signature header, proposal payload without the transient map), plainly concatenated. */
public final class ProposalHash {
    private ProposalHash() {}

    /** The hash that endorsers sign and validators compute again. */
    public static ByteString of(Header header, ByteString payloadWithoutTransient) {
        return Sha256.of(List.of(header.getChannelHeader(), header.getSignatureHeader(), payloadWithoutTransient));
    }
}
