package org.loanregistry.network.contract;

import org.loanregistry.network.ledger.Simulation;
import org.loanregistry.network.wire.ReceivedProposal;

/** One call of the contract: what the client asked and the simulation that the contract reads and writes. */
public record Invocation(ReceivedProposal proposal, Simulation simulation) {}
