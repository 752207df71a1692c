package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/** What endorsers signed, parsed: the proposal they answer and the result. */
record EndorsedResponse(ByteString proposalHash, ChaincodeAction action) {
    static EndorsedResponse parse(ByteString responsePayload) throws InvalidProtocolBufferException {
        ProposalResponsePayload payload = ProposalResponsePayload.parseFrom(responsePayload);
        return new EndorsedResponse(payload.getProposalHash(), ChaincodeAction.parseFrom(payload.getExtension()));
    }
}
