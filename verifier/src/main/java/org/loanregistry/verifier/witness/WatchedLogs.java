package org.loanregistry.verifier.witness;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.LedgerRefusedException;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;

/**
 * The logs that a witness cosigns: those that the bank pinned, under the pinned keys only, and those that the bank's own peer
 * has as open. With a peer, a log is cosigned only after its heads here and there were compared, and never again in the life
 * of the process once they contradicted each other. Safe for many threads.
 */
final class WatchedLogs {
    private final Map<String, LogKeys> pinned;
    private final @Nullable OwnLedger peer;
    private final Witness witness;
    private final Consumer<String> journal;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, String> contradictions = new HashMap<>();
    private volatile @Nullable Map<String, Standing> compared;
    private @Nullable String trouble;

    WatchedLogs(List<LogKeys> pins, @Nullable OwnLedger peer, Witness witness, Consumer<String> journal) {
        this.pinned = pins.stream().collect(Collectors.toUnmodifiableMap(LogKeys::origin, keys -> keys));
        this.peer = peer;
        this.witness = witness;
        this.journal = journal;
    }

    /** How the witness stands to a log. */
    sealed interface Standing {
        /** It cosigns heads that one of these keys signed. */
        record Open(LogKeys keys) implements Standing {}

        /** It knows of no such log, or of one that takes no more heads. */
        record Unknown() implements Standing {}

        /** It does not cosign it now. */
        record Suspended(String why) implements Standing {}
    }

    /** How the witness stands to a log, as of the last time the peer was asked. */
    Standing of(String origin) {
        LogKeys pin = pinned.get(origin);
        Map<String, Standing> known = compared;
        if (peer == null) {
            return pin == null ? new Standing.Unknown() : new Standing.Open(pin);
        }
        if (known == null) {
            return new Standing.Suspended("the bank's own peer has not answered yet");
        }
        Standing standing = known.get(origin);
        return standing == null ? new Standing.Unknown() : standing;
    }

    /** The troubles that keep known logs from being cosigned. */
    List<String> troubles() {
        Map<String, Standing> known = compared;
        if (known == null) {
            return peer == null ? List.of() : List.of("the bank's own peer has not answered yet");
        }
        return known.entrySet().stream()
                .flatMap(log -> log.getValue() instanceof Standing.Suspended(String why)
                        ? Stream.of(log.getKey() + ": " + why)
                        : Stream.empty())
                .toList();
    }

    /** Asks the peer for its logs and compares heads; if it does not answer, what it said before stands. */
    void refresh() {
        if (peer == null) {
            return;
        }
        asking.lock();
        try {
            compared = ask(peer);
            say(null);
        } catch (LedgerUnavailableException | LedgerRefusedException e) {
            say("the bank's own peer does not answer: " + e.getMessage());
        } finally {
            asking.unlock();
        }
    }

    private Map<String, Standing> ask(OwnLedger asked) {
        Map<String, Standing> standings = new HashMap<>();
        pinned.forEach((origin, keys) -> standings.put(origin, compare(asked, origin, keys)));
        for (LogRegistration log : asked.logs()) {
            LogKeys pin = pinned.get(log.origin());
            if (log.state() != LogState.OPEN) {
                standings.remove(log.origin());
            } else if (pin == null) {
                standings.put(log.origin(), compare(asked, log.origin(), log.keys()));
            } else if (Collections.disjoint(pin.keys(), log.keys().keys())) {
                standings.put(log.origin(), new Standing.Suspended("none of the pinned keys is registered for it"));
            }
        }
        return Map.copyOf(standings);
    }

    /** What contradicted once stays so: a peer that changes its mind is no better. */
    private Standing compare(OwnLedger asked, String origin, LogKeys keys) {
        if (!contradictions.containsKey(origin)) {
            asked.head(origin).flatMap(head -> witness.compare(head, asked)).ifPresent(why -> {
                contradictions.put(origin, why);
                journal.accept("log " + origin + " is not cosigned any more: " + why);
            });
        }
        String why = contradictions.get(origin);
        return why == null ? new Standing.Open(keys) : new Standing.Suspended(why);
    }

    private void say(@Nullable String what) {
        if (!Objects.equals(what, trouble)) {
            journal.accept(what == null ? "the bank's own peer answers again" : what);
            trouble = what;
        }
    }
}
