package org.loanregistry.transparency.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;

/** Whether the witnesses that the terms name have cosigned a note, and when. */
public sealed interface QuorumCheck {
    /** The terms want no witness. */
    record NotWanted() implements QuorumCheck {}

    /** At least k did; {@code epochSeconds} is the k-th newest time. */
    record Reached(long epochSeconds) implements QuorumCheck {}

    /** Fewer than k did. */
    record TooFew(int cosigned, int wanted) implements QuorumCheck {}

    /** A line that names the witness of {@code bank} is no cosignature of this note by it. */
    record False(String bank) implements QuorumCheck {}

    /** Checks every line that names a witness; of several by one witness its newest time counts, lines of others do not. */
    static QuorumCheck of(LogTerms terms, SignedNote note) {
        if (terms.quorum() == 0) {
            return new NotWanted();
        }
        List<Long> times = new ArrayList<>();
        for (Witness witness : terms.witnesses()) {
            long newest = -1;
            for (NoteSignature line : note.signatures()) {
                if (names(witness, line)) {
                    OptionalLong time = witness.key().cosignedAt(note.body(), line);
                    if (time.isEmpty()) {
                        return new False(witness.bank());
                    }
                    newest = Math.max(newest, time.getAsLong());
                }
            }
            if (newest >= 0) {
                times.add(newest);
            }
        }
        if (times.size() < terms.quorum()) {
            return new TooFew(times.size(), terms.quorum());
        }
        times.sort(Collections.reverseOrder());
        return new Reached(times.get(terms.quorum() - 1));
    }

    private static boolean names(Witness witness, NoteSignature line) {
        return line.name().equals(witness.key().name())
                && line.keyId() == witness.key().keyId();
    }
}
