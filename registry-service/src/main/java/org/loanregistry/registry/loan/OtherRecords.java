package org.loanregistry.registry.loan;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** Records of the same log that are about no loan, as one feature above keeps them. */
public interface OtherRecords {
    /** Those of these records that have a row, by id. */
    Map<UUID, Row> read(Transaction tx, Collection<UUID> recordIds);

    /** Those of these persons of whom an erasure is recorded; none where the feature records no erasures. */
    default Set<UUID> erased(Transaction tx, Collection<UUID> subjectIds) {
        return Set.of();
    }

    /**
     * A record's row.
     *
     * @param leafHash as the row names it
     * @param contents rebuilt from the row; null if its sealed key does not open
     */
    record Row(Hash leafHash, @Nullable RecordContents contents) {}
}
