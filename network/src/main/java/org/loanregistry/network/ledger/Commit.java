package org.loanregistry.network.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What became of a transaction: its block and the code that the first copy of it got. */
public record Commit(long blockNumber, TxValidationCode code) {}
