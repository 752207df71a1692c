package org.loanregistry.network.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** One peer's answer as the gateway judges it (responseStatus in internal/pkg/gateway). */
sealed interface Attempt {
    /** The peer endorsed, or at least answered with 200 to 399. */
    record Succeeded(Peer peer, ProposalResponse response) implements Attempt {
        /** The contract's response out of the signed payload. */
        Response contractResponse() {
            try {
                ByteString action =
                        ProposalResponsePayload.parseFrom(response.getPayload()).getExtension();
                return ChaincodeAction.parseFrom(action).getResponse();
            } catch (InvalidProtocolBufferException e) {
                return response.getResponse();
            }
        }
    }

    /** It did not; `retry` says whether another peer may do better. */
    record Failed(Peer peer, Status.Code code, String message, boolean retry) implements Attempt {
        ErrorDetail detail() {
            return peer.detail(message);
        }
    }

    static Attempt of(Peer peer, ProposalAnswer answer) {
        return switch (answer) {
            case ProposalAnswer.TurnedAway(String reason) -> new Failed(peer, Status.Code.UNAVAILABLE, reason, true);
            case ProposalAnswer.Rejected(String reason) ->
                new Failed(peer, Status.Code.FAILED_PRECONDITION, reason, false);
            case ProposalAnswer.Processed(ProposalResponse response) -> judge(peer, response);
        };
    }

    private static Attempt judge(Peer peer, ProposalResponse response) {
        int status = response.getResponse().getStatus();
        String message = response.getResponse().getMessage();
        if (status >= 200 && status < 400) {
            return new Succeeded(peer, response);
        }
        return status == 500 && response.getPayload().isEmpty()
                ? new Failed(peer, Status.Code.ABORTED, message, true)
                : new Failed(peer, Status.Code.UNKNOWN, "chaincode response " + status + ", " + message, false);
    }
}
