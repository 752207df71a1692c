package org.loanregistry.registry.sharing.console;

/** How many records of a lender's loans were recorded since midnight UTC. */
public record Changes(long contracts, long repayments, long events) {}
