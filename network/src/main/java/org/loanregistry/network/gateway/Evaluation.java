package org.loanregistry.network.gateway;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.loanregistry.network.wire.ReceivedProposal;

/** Evaluate: one peer's answer, nothing written. */
final class Evaluation {
    private final Channel channel;
    private final Peer own;

    Evaluation(Channel channel, Peer own) {
        this.channel = channel;
        this.own = own;
    }

    EvaluateResponse evaluate(EvaluateRequest request) throws InterruptedException {
        ReceivedProposal proposal =
                Requests.proposal(request.hasProposedTransaction(), request.getProposedTransaction());
        if (!channel.isNamed(proposal.channelId())) {
            throw GatewayError.of(
                    Status.Code.UNAVAILABLE,
                    "failed to get config for channel [" + proposal.channelId() + "]: channel does not exist");
        }
        List<ErrorDetail> details = new ArrayList<>();
        Status.Code code = Status.Code.UNAVAILABLE;
        for (Peer peer : candidates(proposal, request.getTargetOrganizationsList())) {
            switch (peer.process(proposal)) {
                case Attempt.Succeeded succeeded -> {
                    return EvaluateResponse.newBuilder()
                            .setResult(succeeded.contractResponse())
                            .build();
                }
                case Attempt.Failed failed -> {
                    details.add(failed.detail());
                    code = failed.code();
                    if (!failed.retry()) {
                        throw GatewayError.of(
                                code, "evaluate call to endorser returned error: " + failed.message(), details);
                    }
                }
            }
        }
        throw GatewayError.of(code, "failed to evaluate transaction, see attached details for more info", details);
    }

    private Collection<Peer> candidates(ReceivedProposal proposal, List<String> organisations) {
        boolean ownOnly = proposal.hasTransientData() && organisations.isEmpty();
        Collection<Peer> peers = channel.evaluators(own, ownOnly ? List.of(own.mspId()) : organisations);
        if (!channel.hasContract(proposal.chaincodeName()) || peers.isEmpty()) {
            throw GatewayError.of(
                    Status.Code.FAILED_PRECONDITION,
                    Requests.scope(proposal.chaincodeName()) + "no peers available to evaluate chaincode "
                            + proposal.chaincodeName() + " in channel " + proposal.channelId());
        }
        return peers;
    }
}
