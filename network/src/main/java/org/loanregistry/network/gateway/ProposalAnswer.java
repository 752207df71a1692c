package org.loanregistry.network.gateway;

import org.hyperledger.fabric.protos.peer.ProposalResponse;

/** How a peer answers a proposal. */
sealed interface ProposalAnswer {
    /** Simulated, or failed in simulation; the response's status tells. */
    record Processed(ProposalResponse response) implements ProposalAnswer {}

    /** Not simulated: identity, signature, transaction id or role do not hold. */
    record Rejected(String reason) implements ProposalAnswer {}

    /** Turned away before anyone looked: expired identity, or a clock too far off. */
    record TurnedAway(String reason) implements ProposalAnswer {}
}
