package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** Derives the leaves of records from their rows as they are now. */
@Singleton
final class LeafCheck {
    private final RecordBook book;
    private final RecordSchemas schemas;
    private final BorrowerDirectory borrowers;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final EventStore events = new EventStore();

    LeafCheck(RecordBook book, RecordSchemas schemas, BorrowerDirectory borrowers) {
        this.book = book;
        this.schemas = schemas;
        this.borrowers = borrowers;
    }

    /** What a record's row says of itself: whose borrower's it is, and the leaf hash that answers show. */
    private record Row(UUID subjectId, Hash leafHash) {}

    /**
     * Compares leaf data, by record, with what the rows lead to.
     *
     * @throws RuntimeException if a row cannot be read as what it is any more
     */
    Findings check(Transaction tx, Map<UUID, byte[]> leaves) {
        Map<UUID, Row> rows = rows(tx, leaves.keySet());
        Set<UUID> keys = borrowers
                .borrowers(
                        tx,
                        rows.values().stream().map(Row::subjectId).distinct().toList())
                .keySet();
        Map<UUID, RecordContents> contents =
                book.read(tx, leaves.keySet()).stream().collect(Collectors.toMap(RecordContents::recordId, one -> one));
        List<String> faults = new ArrayList<>();
        long erased = 0;
        for (var leaf : leaves.entrySet()) {
            Row row = rows.get(leaf.getKey());
            if (row != null && !keys.contains(row.subjectId())) {
                erased++;
            } else {
                String fault = fault(leaf.getValue(), row, contents.get(leaf.getKey()));
                if (fault != null) {
                    faults.add("record " + leaf.getKey() + ": " + fault);
                }
            }
        }
        return new Findings(faults, erased);
    }

    private @Nullable String fault(byte[] leaf, @Nullable Row row, @Nullable RecordContents contents) {
        if (row == null) {
            return "its row is gone";
        }
        if (contents == null) {
            return "its sealed key does not open";
        }
        byte[] again = RecordCommitment.of(
                        schemas.require(contents.schemaId()),
                        contents.key(),
                        contents.rowVersion(),
                        contents.epochSeconds(),
                        contents.values())
                .leafData();
        if (!Arrays.equals(leaf, again)) {
            return "its leaf does not follow from its row";
        }
        return row.leafHash().equals(TreeHash.leaf(leaf)) ? null : "its row names another leaf hash";
    }

    /** Which of these records have a row. */
    Set<UUID> present(Transaction tx, Collection<UUID> recordIds) {
        return rows(tx, recordIds).keySet();
    }

    private Map<UUID, Row> rows(Transaction tx, Collection<UUID> recordIds) {
        Map<UUID, Row> rows = new HashMap<>();
        contracts.byRecordIds(tx, recordIds).forEach(one -> put(rows, one.row().stamp(), one));
        repayments.byRecordIds(tx, recordIds).forEach(one -> put(rows, one.row().stamp(), one));
        events.byRecordIds(tx, recordIds).forEach(one -> put(rows, one.row().stamp(), one));
        return rows;
    }

    private static void put(Map<UUID, Row> rows, Stamp stamp, SealedRecord<?> one) {
        rows.put(stamp.recordId(), new Row(stamp.subjectId(), one.leafHash()));
    }
}
