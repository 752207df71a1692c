package org.loanregistry.network;

/** On what the one suite of ledger tests runs. */
enum LedgerKind {
    DEVELOPMENT,
    FABRIC
}
