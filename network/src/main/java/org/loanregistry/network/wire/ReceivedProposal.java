package org.loanregistry.network.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** A signed proposal taken apart; nothing of it is checked but that it parses and names a channel and a chaincode. */
public record ReceivedProposal(
        SignedProposal signed,
        Header header,
        ChannelHeader channelHeader,
        SignatureHeader signatureHeader,
        String chaincodeName,
        ChaincodeInput input,
        boolean hasTransientData,
        ByteString payloadWithoutTransient) {

    /** Takes a proposal apart. Throws {@link BadMessageException}. */
    public static ReceivedProposal parse(SignedProposal signed) {
        try {
            Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
            Header header = Header.parseFrom(proposal.getHeader());
            ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
            ChaincodeHeaderExtension extension = ChaincodeHeaderExtension.parseFrom(channelHeader.getExtension());
            ChaincodeProposalPayload payload = ChaincodeProposalPayload.parseFrom(proposal.getPayload());
            ChaincodeInvocationSpec spec = ChaincodeInvocationSpec.parseFrom(payload.getInput());
            String chaincode = extension.getChaincodeId().getName();
            require(!channelHeader.getChannelId().isEmpty(), "no channel id provided");
            require(!chaincode.isEmpty(), "no chaincode name provided");
            require(
                    chaincode.equals(spec.getChaincodeSpec().getChaincodeId().getName()),
                    "the header and the invocation name two chaincodes");
            return new ReceivedProposal(
                    signed,
                    header,
                    channelHeader,
                    SignatureHeader.parseFrom(header.getSignatureHeader()),
                    chaincode,
                    spec.getChaincodeSpec().getInput(),
                    payload.getTransientMapCount() > 0,
                    withoutTransient(payload));
        } catch (InvalidProtocolBufferException e) {
            throw new BadMessageException("not a proposal: " + e.getMessage(), e);
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new BadMessageException(otherwise);
        }
    }

    /** The part of a proposal payload that a transaction carries: all but the transient map. */
    static ByteString withoutTransient(ChaincodeProposalPayload payload) {
        return ChaincodeProposalPayload.newBuilder()
                .setInput(payload.getInput())
                .build()
                .toByteString();
    }

    /** The channel. */
    public String channelId() {
        return channelHeader.getChannelId();
    }

    /** The transaction id that the client states. */
    public String transactionId() {
        return channelHeader.getTxId();
    }

    /** The marshalled identity of the client. */
    public ByteString creator() {
        return signatureHeader.getCreator();
    }

    /** The proposal hash. */
    public ByteString hash() {
        return ProposalHash.of(header, payloadWithoutTransient);
    }

    /** What is wrong with the headers (type, epoch, nonce, creator, transaction id), or an empty text. */
    public String headerFault() {
        if (channelHeader.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return "invalid header type " + channelHeader.getType();
        }
        if (channelHeader.getEpoch() != 0) {
            return "epoch is non-zero";
        }
        if (signatureHeader.getNonce().isEmpty()) {
            return "nonce is empty";
        }
        if (signatureHeader.getCreator().isEmpty()) {
            return "creator is empty";
        }
        String expected = TransactionId.of(signatureHeader);
        return transactionId().equals(expected)
                ? ""
                : "incorrectly computed txid '" + transactionId() + "' -- expected '" + expected + "'";
    }
}
