package org.loanregistry.network.ledger;

/** Where a value was last written: block and the transaction's place in it, both from 0. */
public record Version(long blockNumber, long transactionNumber) {}
