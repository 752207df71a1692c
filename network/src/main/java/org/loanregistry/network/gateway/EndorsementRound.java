package org.loanregistry.network.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.wire.ReceivedProposal;

/** One proposal's way round the peers: who was asked, who endorsed the same bytes, who failed. Used by one thread. */
final class EndorsementRound {
    private final ReceivedProposal proposal;
    private final ExecutorService executor;
    private final Map<String, Endorsement> endorsements = new HashMap<>();
    private final Set<String> failedOrganisations = new HashSet<>();
    private final List<ErrorDetail> details = new ArrayList<>();
    private @Nullable ByteString agreed;

    EndorsementRound(ReceivedProposal proposal, ExecutorService executor) {
        this.proposal = proposal;
        this.executor = executor;
    }

    /** Asks those not asked before, in parallel; afterwards each has endorsed or failed. */
    void ask(Collection<Peer> peers) throws InterruptedException {
        List<Callable<Attempt>> calls = new ArrayList<>();
        for (Peer peer : peers) {
            if (!endorsements.containsKey(peer.mspId()) && !failedOrganisations.contains(peer.mspId())) {
                calls.add(() -> peer.process(proposal));
            }
        }
        for (Future<Attempt> answer : executor.invokeAll(calls)) {
            try {
                note(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("an endorser broke", e.getCause());
            }
        }
    }

    private void note(Attempt attempt) {
        switch (attempt) {
            case Attempt.Failed failed -> {
                details.add(failed.detail());
                failedOrganisations.add(failed.peer().mspId());
            }
            case Attempt.Succeeded(Peer peer, var response) -> {
                if (agreed == null) {
                    agreed = response.getPayload();
                }
                if (response.getPayload().equals(agreed)) {
                    endorsements.put(peer.mspId(), response.getEndorsement());
                } else {
                    details.add(peer.detail("ProposalResponsePayloads do not match"));
                    failedOrganisations.add(peer.mspId());
                }
            }
        }
    }

    boolean hasEndorsed(Collection<String> organisations) {
        return endorsements.keySet().containsAll(organisations);
    }

    boolean canStillEndorse(Collection<String> organisations) {
        return organisations.stream().noneMatch(failedOrganisations::contains);
    }

    ByteString payload() {
        if (agreed == null) {
            throw new IllegalStateException("nobody has endorsed");
        }
        return agreed;
    }

    List<Endorsement> endorsementsOf(Collection<String> organisations) {
        return organisations.stream().sorted().map(endorsements::get).toList();
    }

    StatusRuntimeException aborted(String message) {
        return GatewayError.of(Status.Code.ABORTED, message, details);
    }
}
