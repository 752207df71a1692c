package org.loanregistry.network.fabric;

import java.util.Optional;

/**
 * How a node is.
 *
 * @param name for example BankA-peer
 * @param port where it serves
 * @param complaint what is wrong; empty if nothing
 */
public record NodeState(String name, int port, Optional<String> complaint) {}
