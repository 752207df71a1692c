package org.loanregistry.chaincode;

import java.util.Optional;

/** What the rules see of the ledger within one transaction. A value put is not seen by a later get. */
interface LedgerState {
    Optional<String> get(StateKey key);

    void put(StateKey key, String value);

    void emit(String eventName, String value);

    /** The channel's name. */
    String channel();

    /** 64 lower-case hex digits. */
    String transactionId();

    /** The transaction's time, which the proposing client set. */
    long epochSeconds();

    Caller caller();
}
