package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** Where a record belongs, and what became of it since. */
@Singleton
public final class RecordHistory {
    private final RecordHistoryStore store = new RecordHistoryStore();

    /**
     * A version of a record.
     *
     * @param recordId this version's id
     * @param contractId of the loan
     * @param subjectId whose loan
     * @param leafHash as its row names it
     */
    public record Version(UUID recordId, UUID contractId, UUID subjectId, Hash leafHash) {}

    /**
     * A version that came in a record's place.
     *
     * @param leafHash of its leaf
     * @param recordedAt when
     * @param isWithdrawn whether it says that nothing happened at all
     */
    public record Later(Hash leafHash, Instant recordedAt, boolean isWithdrawn) {}

    /** The version with this id, of a contract, a repayment or an event. */
    public Optional<Version> version(Transaction tx, UUID recordId) {
        return store.version(tx, recordId);
    }

    /** The versions that came after this one, the next first. */
    public List<Later> later(Transaction tx, UUID recordId) {
        return store.later(tx, recordId);
    }

    /** Whether a correction of the record is proposed and not decided. */
    public boolean isQuestioned(Transaction tx, UUID recordId) {
        return store.isQuestioned(tx, recordId);
    }
}
