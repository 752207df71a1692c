package org.loanregistry.registry.log;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.tree.Hash;

/** The calls to the ledger, counted by what became of them. Safe for many threads. */
final class LedgerCalls {
    private static final String COUNTER = "registry.ledger.calls";
    private static final List<String> OUTCOMES = List.of("committed", "refused", "unknown");

    private final AnchorLedger ledger;
    private final MeterRegistry meters;

    LedgerCalls(AnchorLedger ledger, MeterRegistry meters) {
        this.ledger = ledger;
        this.meters = meters;
        // From the first scrape on, so that a rate of what has not happened yet is zero and not absent.
        for (var call : List.of("anchor", "ask")) {
            OUTCOMES.forEach(outcome -> count(call, outcome, 0));
        }
        for (var call : List.of("head", "log")) {
            List.of("answered", "unavailable").forEach(outcome -> count(call, outcome, 0));
        }
    }

    /** As {@link AnchorLedger#head}. */
    Optional<AnchoredCheckpoint> head(String origin) {
        return asked("head", () -> ledger.head(origin));
    }

    /** As {@link AnchorLedger#log}. */
    Optional<LogRegistration> log(String origin) {
        return asked("log", () -> ledger.log(origin));
    }

    /** As {@link AnchorLedger#anchor}. */
    SubmitOutcome anchor(String note, long oldSize, List<Hash> proof) {
        return submitted("anchor", ledger.anchor(note, oldSize, proof));
    }

    /** As {@link AnchorLedger#ask}. */
    SubmitOutcome ask(SubmitOutcome.Unknown unknown) {
        return submitted("ask", ledger.ask(unknown));
    }

    private <T> T asked(String call, Supplier<T> question) {
        try {
            var answer = question.get();
            count(call, "answered", 1);
            return answer;
        } catch (LedgerUnavailableException e) {
            count(call, "unavailable", 1);
            throw e;
        }
    }

    private SubmitOutcome submitted(String call, SubmitOutcome outcome) {
        var text = switch (outcome) {
            case SubmitOutcome.Committed _ -> "committed";
            case SubmitOutcome.Refused _ -> "refused";
            case SubmitOutcome.Unknown _ -> "unknown";
        };
        count(call, text, 1);
        return outcome;
    }

    private void count(String call, String outcome, int more) {
        meters.counter(COUNTER, "call", call, "outcome", outcome).increment(more);
    }
}
