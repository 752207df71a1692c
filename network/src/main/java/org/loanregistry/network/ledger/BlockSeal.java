package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.loanregistry.network.msp.Role;
import org.loanregistry.network.msp.SigningIdentity;
import org.loanregistry.network.wire.BlockBytes;

/** The metadata of a block: the orderer's signature over the header (as with Raft), and the peers' verdicts. */
final class BlockSeal {
    private static final int SLOTS = 5;
    /** Still written by orderers, though deprecated in the enumeration. */
    private static final int LAST_CONFIG = 1;

    private BlockSeal() {}

    static Block sign(Block block, SigningIdentity orderer, ByteString nonce) {
        LastConfig lastConfig = LastConfig.newBuilder().setIndex(0).build();
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(lastConfig)
                .build()
                .toByteString();
        ByteString header = SignatureHeader.newBuilder()
                .setCreator(orderer.serialized())
                .setNonce(nonce)
                .build()
                .toByteString();
        MetadataSignature signature = MetadataSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(orderer.sign(signedBytes(value, header, block.getHeader())))
                .build();
        BlockMetadata.Builder metadata = BlockMetadata.newBuilder();
        for (int slot = 0; slot < SLOTS; slot++) {
            metadata.addMetadata(ByteString.EMPTY);
        }
        metadata.setMetadata(
                BlockMetadataIndex.SIGNATURES_VALUE,
                Metadata.newBuilder()
                        .setValue(value)
                        .addSignatures(signature)
                        .build()
                        .toByteString());
        metadata.setMetadata(
                LAST_CONFIG,
                Metadata.newBuilder()
                        .setValue(lastConfig.toByteString())
                        .build()
                        .toByteString());
        return block.toBuilder().setMetadata(metadata).build();
    }

    static boolean isSigned(Block block, ChannelConfig config) {
        if (block.getMetadata().getMetadataCount() != SLOTS) {
            return false;
        }
        try {
            Metadata metadata =
                    Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
            if (metadata.getSignaturesCount() != 1) {
                return false;
            }
            MetadataSignature signature = metadata.getSignatures(0);
            ByteString header = signature.getSignatureHeader();
            ByteString message = signedBytes(metadata.getValue(), header, block.getHeader());
            return config.members()
                    .signer(SignatureHeader.parseFrom(header).getCreator(), message, signature.getSignature())
                    .filter(identity -> identity.role() == Role.ORDERER)
                    .filter(identity -> config.ordererOrganisations().contains(identity.mspId()))
                    .isPresent();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    static Block withVerdicts(Block block, List<TxValidationCode> codes) {
        BlockMetadata.Builder metadata = block.getMetadata().toBuilder()
                .setMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE, filter(codes));
        return block.toBuilder().setMetadata(metadata).build();
    }

    static ByteString filter(List<TxValidationCode> codes) {
        byte[] filter = new byte[codes.size()];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = (byte) codes.get(i).getNumber();
        }
        return ByteString.copyFrom(filter);
    }

    private static ByteString signedBytes(ByteString value, ByteString signatureHeader, BlockHeader header) {
        return value.concat(signatureHeader).concat(BlockBytes.header(header));
    }
}
