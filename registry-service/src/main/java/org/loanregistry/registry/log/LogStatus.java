package org.loanregistry.registry.log;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far one log is, as its jobs last saw it, for health and metrics. Safe for many threads. */
final class LogStatus {
    private volatile long integratedSize;
    private volatile long anchoredSize;
    private volatile @Nullable Instant lastAnchor;
    private volatile @Nullable Cosigning cosigning;
    private volatile boolean leads;
    private volatile @Nullable String sequencerProblem;
    private volatile @Nullable String ledgerProblem;

    void integrated(long size) {
        integratedSize = size;
        sequencerProblem = null;
    }

    void anchored(long size, Instant at) {
        anchoredSize = size;
        lastAnchor = at;
    }

    /** What keeps the sequencer from working; null once it works again. */
    void sequencerProblem(@Nullable String problem) {
        sequencerProblem = problem;
    }

    /** What keeps the anchorer from working; null once it works again. */
    void ledgerProblem(@Nullable String problem) {
        ledgerProblem = problem;
    }

    /** What the witnesses last made of a head. */
    void cosigned(Cosigning round) {
        cosigning = round;
    }

    /** Whether this process leads the log. */
    void leads(boolean now) {
        leads = now;
    }

    boolean leads() {
        return leads;
    }

    Optional<Cosigning> cosigning() {
        return Optional.ofNullable(cosigning);
    }

    long integratedSize() {
        return integratedSize;
    }

    long anchoredSize() {
        return anchoredSize;
    }

    /** Leaves that the ledger does not vouch for yet. */
    long lag() {
        return Math.max(0, integratedSize - anchoredSize);
    }

    Optional<Instant> lastAnchor() {
        return Optional.ofNullable(lastAnchor);
    }

    Optional<String> sequencerProblem() {
        return Optional.ofNullable(sequencerProblem);
    }

    Optional<String> ledgerProblem() {
        return Optional.ofNullable(ledgerProblem);
    }
}
