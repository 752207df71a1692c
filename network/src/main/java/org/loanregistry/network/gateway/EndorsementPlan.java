package org.loanregistry.network.gateway;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.loanregistry.network.wire.Endorsed;
import org.loanregistry.network.wire.ReceivedProposal;

/** Endorse: collects byte-equal endorsements of enough peers and puts the unsigned transaction together. */
final class EndorsementPlan {
    private static final String SEE_DETAILS = ", see attached details for more info";

    private final Channel channel;
    private final Peer own;
    private final ExecutorService executor;
    private final Random random;

    EndorsementPlan(Channel channel, Peer own, ExecutorService executor, Random random) {
        this.channel = channel;
        this.own = own;
        this.executor = executor;
        this.random = random;
    }

    EndorseResponse endorse(EndorseRequest request) throws InterruptedException {
        ReceivedProposal proposal =
                Requests.proposal(request.hasProposedTransaction(), request.getProposedTransaction());
        if (!channel.isNamed(proposal.channelId()) || !channel.hasContract(proposal.chaincodeName())) {
            throw GatewayError.of(
                    Status.Code.FAILED_PRECONDITION,
                    Requests.scope(proposal.chaincodeName())
                            + "no combination of peers can be derived which satisfy the endorsement policy: "
                            + "No metadata was found for chaincode " + proposal.chaincodeName() + " in channel "
                            + proposal.channelId());
        }
        EndorsementRound round = new EndorsementRound(proposal, executor);
        List<String> named = request.getEndorsingOrganizationsList();
        Collection<String> endorsing = named.isEmpty() ? byPolicy(round) : byName(round, named);
        Envelope envelope = Endorsed.envelope(proposal, round.payload(), round.endorsementsOf(endorsing));
        return EndorseResponse.newBuilder().setPreparedTransaction(envelope).build();
    }

    /** The organisations that the client names, one peer each; whether they suffice shows at validation. */
    private Collection<String> byName(EndorsementRound round, List<String> named) throws InterruptedException {
        List<Peer> peers = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String mspId : Set.copyOf(named)) {
            Peer peer = channel.find(mspId);
            if (peer == null) {
                missing.add(mspId);
            } else {
                peers.add(peer);
            }
        }
        if (!missing.isEmpty()) {
            throw GatewayError.of(
                    Status.Code.UNAVAILABLE,
                    "failed to find any endorsing peers for org(s): " + String.join(", ", missing));
        }
        round.ask(peers);
        if (!round.hasEndorsed(Set.copyOf(named))) {
            throw round.aborted("failed to endorse transaction" + SEE_DETAILS);
        }
        return Set.copyOf(named);
    }

    /** The own peer first, then the smallest sets that satisfy the policy, those with the own peer before others. */
    private Collection<String> byPolicy(EndorsementRound round) throws InterruptedException {
        round.ask(List.of(own));
        if (!round.hasEndorsed(List.of(own.mspId()))) {
            throw round.aborted("failed to endorse transaction" + SEE_DETAILS);
        }
        List<Set<String>> layouts = new ArrayList<>(
                channel.ledger().config().endorsement().layouts(channel.peers().keySet()));
        Collections.shuffle(layouts, random);
        layouts.sort(Comparator.comparing(layout -> !layout.contains(own.mspId())));
        for (Set<String> layout : layouts) {
            if (round.canStillEndorse(layout)) {
                round.ask(layout.stream().map(channel.peers()::get).toList());
                if (round.hasEndorsed(layout)) {
                    return layout;
                }
            }
        }
        throw round.aborted("failed to collect enough transaction endorsements" + SEE_DETAILS);
    }
}
