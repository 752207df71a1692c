package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** All records of the log that are about no loan, whichever feature keeps them. */
@Singleton
public final class RecordsAside {
    private final List<OtherRecords> kept;

    RecordsAside(List<OtherRecords> kept) {
        this.kept = List.copyOf(kept);
    }

    /** Those of these records that have a row, by id. */
    public Map<UUID, OtherRecords.Row> read(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, OtherRecords.Row> rows = new HashMap<>();
        kept.forEach(one -> rows.putAll(one.read(tx, recordIds)));
        return rows;
    }

    /** Those of these persons of whom an erasure is recorded. */
    Set<UUID> erased(Transaction tx, Collection<UUID> subjectIds) {
        Set<UUID> erased = new HashSet<>();
        kept.forEach(one -> erased.addAll(one.erased(tx, subjectIds)));
        return erased;
    }
}
