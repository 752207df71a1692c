package org.loanregistry.registry.sharing.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.tree.Hash;

/**
 * What came of one comparison, as its row holds it.
 *
 * @param id drawn when it was compared; later ones are greater
 * @param lender the bank
 * @param asOf the day at whose end the positions are
 * @param fileHash SHA-256 of the bank's file
 * @param positions lines of the file
 * @param loans loans of which the registry has something out
 * @param agreed lines that the registry agrees with
 * @param counts of differences by cause, every cause named
 * @param differencesHash SHA-256 of the differences as a file
 * @param submitter who sent the file
 * @param isReplaced whether a later comparison of the day took its place before both confirmed it
 * @param confirmations who confirmed it, in the order of doing so
 * @param record the record that it became, once both have confirmed
 */
public record Statement(
        UUID id,
        String lender,
        LocalDate asOf,
        Hash fileHash,
        int positions,
        int loans,
        int agreed,
        Map<Cause, Integer> counts,
        Hash differencesHash,
        String submitter,
        Instant comparedAt,
        boolean isReplaced,
        List<Confirmation> confirmations,
        @Nullable Logged record) {
    /** Copies the list. */
    public Statement {
        confirmations = List.copyOf(confirmations);
    }

    /** Which side. */
    public enum Party {
        LENDER,
        OPERATOR
    }

    /** One side's yes. */
    public record Confirmation(Party party, String organisation, Instant at) {}

    /** Its record in the log. */
    public record Logged(UUID recordId, Hash leafHash) {}

    /** Where it stands. */
    public enum State {
        /** Not both sides have confirmed it. */
        OPEN,
        /** Both have; it is a record of the log. */
        CONFIRMED,
        /** A later comparison of the same day took its place. */
        REPLACED
    }

    /** Where it stands. */
    public State state() {
        return record != null ? State.CONFIRMED : isReplaced ? State.REPLACED : State.OPEN;
    }

    /** Differences of all causes. */
    public int differences() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether this side has confirmed it. */
    public boolean isConfirmedBy(Party party) {
        return confirmedAt(party) != null;
    }

    /** When this side confirmed it; null if it has not. */
    public @Nullable Instant confirmedAt(Party party) {
        return confirmations.stream()
                .filter(one -> one.party() == party)
                .map(Confirmation::at)
                .findFirst()
                .orElse(null);
    }
}
