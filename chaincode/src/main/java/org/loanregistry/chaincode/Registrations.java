package org.loanregistry.chaincode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.agreement.Members;

/** The banks and the registered logs, as the ledger holds them. */
final class Registrations {
    /** Who governs until the banks change it; every bank runs the identical contract, so all agree on it. */
    private static final Members FOUNDERS = new Members(1, List.of("BankA", "BankB", "BankC"));

    private static final String ORIGIN = "[!-*,-~]{1,200}"; // printable ASCII but + and space

    private final LedgerState state;

    Registrations(LedgerState state) {
        this.state = state;
    }

    static boolean isOrigin(String text) {
        return text.matches(ORIGIN);
    }

    Members members() {
        return state.get(StateKey.members()).map(Members::parse).orElse(FOUNDERS);
    }

    void put(Members members) {
        state.put(StateKey.members(), members.toText());
    }

    Optional<LogRegistration> find(String origin) {
        return isOrigin(origin) ? state.get(StateKey.log(origin)).map(LogRegistration::parse) : Optional.empty();
    }

    LogRegistration require(String origin) {
        return find(origin)
                .orElseThrow(
                        () -> new Refusal(Code.UNKNOWN_LOG, "no log is registered as " + Arguments.quoted(origin)));
    }

    LogRegistration requireOpen(String origin) {
        LogRegistration log = require(origin);
        switch (log.state()) {
            case OPEN -> {}
            case FROZEN ->
                throw new Refusal(
                        Code.LOG_FROZEN, "the log's key signed two trees of one size; its next generation may follow");
            case CLOSED -> throw new Refusal(Code.LOG_CLOSED, "the log is closed; its next generation may follow");
        }
        return log;
    }

    /** Writes a log's registration; one that is not in the list of logs yet is appended to it. */
    void put(LogRegistration log) {
        state.put(StateKey.log(log.origin()), log.toText());
        if (!isListed(log.origin())) {
            long position = listed();
            state.put(StateKey.originAt(position), log.origin());
            state.put(StateKey.listed(log.origin()), Long.toString(position));
            state.put(StateKey.originCount(), Long.toString(position + 1));
        }
    }

    /** Whether the log is in the list; those of the first contract version are from their next write on. */
    boolean isListed(String origin) {
        return state.get(StateKey.listed(origin)).isPresent();
    }

    /** All logs, in the order in which they were registered. */
    List<LogRegistration> all() {
        long count = listed();
        List<LogRegistration> logs = new ArrayList<>();
        for (long position = 0; position < count; position++) {
            logs.add(require(state.get(StateKey.originAt(position)).orElseThrow()));
        }
        return logs;
    }

    /** Whether an open log counts on a witness of this bank. */
    boolean needsWitnessOf(String bank) {
        return all().stream()
                .filter(log -> log.state() == LogState.OPEN)
                .flatMap(log -> log.terms().witnesses().stream())
                .anyMatch(witness -> witness.bank().equals(bank));
    }

    private long listed() {
        return state.get(StateKey.originCount()).map(Long::parseLong).orElse(0L);
    }
}
