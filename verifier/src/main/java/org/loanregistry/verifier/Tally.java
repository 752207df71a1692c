package org.loanregistry.verifier;

import java.util.Map;
import java.util.TreeMap;

/** How many verdicts of each kind, and the exit status that follows. */
final class Tally {
    /** Everything is verified, or erased or no longer disclosed as the log itself says. */
    static final int ALL_VERIFIED = 0;

    /** At least one is not: this goes before anything unreadable, as an alarm must not hide behind a bad file. */
    static final int NOT_VERIFIED = 1;

    /** The input, the arguments, the service or the peer could not be read. */
    static final int UNREADABLE = 2;

    private final Map<String, Long> countByLabel = new TreeMap<>();
    private long total;
    private long verified;
    private long erased;
    private long noLongerDisclosed;
    private long unreadable;
    private boolean incomplete;

    void add(Verdict verdict) {
        total++;
        countByLabel.merge(verdict.label(), 1L, Long::sum);
        switch (verdict) {
            case Verdict.Verified _ -> verified++;
            case Verdict.Erased _ -> erased++;
            case Verdict.NoLongerDisclosed _ -> noLongerDisclosed++;
            case Verdict.Unreadable _ -> unreadable++;
            case Verdict.Altered _,
                    Verdict.NotInLog _,
                    Verdict.OtherHistory _,
                    Verdict.Stale _,
                    Verdict.Withheld _ -> {}
        }
    }

    void add(Completeness completeness) {
        incomplete |= !(completeness instanceof Completeness.Complete);
    }

    /** All verdicts. */
    long total() {
        return total;
    }

    /** Counts by the verdict's name, those that occur. */
    Map<String, Long> countByLabel() {
        return Map.copyOf(countByLabel);
    }

    /** 0, 1 or 2. */
    int exitStatus() {
        if (incomplete || total - verified - erased - noLongerDisclosed - unreadable > 0) {
            return NOT_VERIFIED;
        }
        return unreadable > 0 ? UNREADABLE : ALL_VERIFIED;
    }
}
