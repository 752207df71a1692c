package org.loanregistry.network.wire;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;

/** What is hashed and signed of a block. */
public final class BlockBytes {
    private BlockBytes() {}

    /** ASN.1 DER SEQUENCE{INTEGER number, OCTET STRING previous_hash, OCTET STRING data_hash}. */
    public static ByteString header(BlockHeader header) {
        DERSequence sequence = new DERSequence(List.of(
                        new ASN1Integer(header.getNumber()),
                        new DEROctetString(header.getPreviousHash().toByteArray()),
                        new DEROctetString(header.getDataHash().toByteArray()))
                .toArray(ASN1Encodable[]::new));
        try {
            return ByteString.copyFrom(sequence.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("three primitives always encode", e);
        }
    }

    /** The hash that the next block carries as previous_hash. */
    public static ByteString hash(BlockHeader header) {
        return Sha256.of(List.of(header(header)));
    }

    /** SHA-256 of all transactions, concatenated. */
    public static ByteString dataHash(BlockData data) {
        return Sha256.of(data.getDataList());
    }
}
