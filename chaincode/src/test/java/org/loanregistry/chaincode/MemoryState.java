package org.loanregistry.chaincode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger in memory: one transaction at a time, whose writes count only when it is committed, as on a peer. */
final class MemoryState implements LedgerState {
    private final Map<StateKey, String> committed = new HashMap<>();
    private final Map<StateKey, String> written = new HashMap<>();
    private Caller caller = new Caller("BankA", Set.of("admin"));
    private Optional<String> event = Optional.empty();
    private int transactions;
    private long time;

    @Override
    public Optional<String> get(StateKey key) {
        return Optional.ofNullable(committed.get(key));
    }

    @Override
    public void put(StateKey key, String value) {
        written.put(key, value);
    }

    @Override
    public void emit(String eventName, String value) {
        event = Optional.of(eventName + " " + value);
    }

    @Override
    public String channel() {
        return "loans";
    }

    @Override
    public String transactionId() {
        return "%064x".formatted(transactions);
    }

    @Override
    public long epochSeconds() {
        return time == 0 ? 1_700_000_000L + transactions : time;
    }

    /** From now on transactions have this time. */
    void setTime(long epochSeconds) {
        time = epochSeconds;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** What was committed under this key. */
    Optional<String> committed(StateKey key) {
        return get(key);
    }

    /** Puts what an earlier contract version left. */
    void setCommitted(StateKey key, String value) {
        committed.put(key, value);
    }

    void callAs(String mspId, String organisationalUnit) {
        caller = new Caller(mspId, Set.of(organisationalUnit));
    }

    /** Makes the writes of the transaction count and begins the next one. */
    void commit() {
        committed.putAll(written);
        begin();
    }

    void begin() {
        written.clear();
        event = Optional.empty();
        transactions++;
    }

    Map<StateKey, String> written() {
        return Map.copyOf(written);
    }

    Optional<String> event() {
        return event;
    }
}
