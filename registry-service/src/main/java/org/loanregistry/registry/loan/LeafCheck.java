package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
    private final RecordsAside others;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final EventStore events = new EventStore();

    LeafCheck(RecordBook book, RecordSchemas schemas, BorrowerDirectory borrowers, RecordsAside others) {
        this.others = others;
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
        Map<UUID, OtherRecords.Row> aside = aside(tx, leaves.keySet(), rows.keySet());
        List<UUID> subjects =
                rows.values().stream().map(Row::subjectId).distinct().toList();
        Set<UUID> keys = borrowers.borrowers(tx, subjects).keySet();
        Set<UUID> erased = others.erased(tx, subjects);
        Map<UUID, RecordContents> contents =
                book.read(tx, leaves.keySet()).stream().collect(Collectors.toMap(RecordContents::recordId, one -> one));
        List<String> faults = new ArrayList<>();
        long unreadable = 0;
        for (var leaf : leaves.entrySet()) {
            UUID id = leaf.getKey();
            Row row = rows.get(id);
            OtherRecords.Row other = aside.get(id);
            String fault;
            if (other != null) {
                fault = fault(leaf.getValue(), other.leafHash(), other.contents());
            } else if (row == null) {
                fault = "its row is gone";
            } else if (keys.contains(row.subjectId())) {
                fault = fault(leaf.getValue(), row.leafHash(), contents.get(id));
            } else {
                unreadable++;
                fault = erased.contains(row.subjectId()) ? null : "its borrower's key is gone, and no erasure says so";
            }
            if (fault != null) {
                faults.add("record " + id + ": " + fault);
            }
        }
        return new Findings(faults, unreadable);
    }

    private Map<UUID, OtherRecords.Row> aside(Transaction tx, Collection<UUID> recordIds, Set<UUID> known) {
        List<UUID> rest = recordIds.stream().filter(id -> !known.contains(id)).toList();
        return rest.isEmpty() ? Map.of() : others.read(tx, rest);
    }

    private @Nullable String fault(byte[] leaf, Hash named, @Nullable RecordContents contents) {
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
        return named.equals(TreeHash.leaf(leaf)) ? null : "its row names another leaf hash";
    }

    /** Which of these records have a row. */
    Set<UUID> present(Transaction tx, Collection<UUID> recordIds) {
        Set<UUID> present = new HashSet<>(rows(tx, recordIds).keySet());
        present.addAll(aside(tx, recordIds, present).keySet());
        return present;
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
