package org.loanregistry.network.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** The event inside an endorsed transaction. */
final class ChaincodeEvents {
    private ChaincodeEvents() {}

    /** The transaction's one event; an empty one if it set none. */
    static ChaincodeEvent of(Payload payload) throws InvalidProtocolBufferException {
        Transaction transaction = Transaction.parseFrom(payload.getData());
        if (transaction.getActionsCount() == 0) {
            return ChaincodeEvent.getDefaultInstance();
        }
        ChaincodeActionPayload action =
                ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
        var extension = ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                .getExtension();
        return ChaincodeEvent.parseFrom(ChaincodeAction.parseFrom(extension).getEvents());
    }
}
