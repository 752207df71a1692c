package org.loanregistry.registry.borrower;

import static org.loanregistry.registry.database.schema.Tables.BORROWER_INDEX;

import java.util.List;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.BorrowerIndexRecord;

/** Blind indexes of borrowers' values. */
final class BorrowerIndexStore {
    /** One index of one borrower. */
    @SuppressWarnings("ArrayRecordComponent") // passed through once, never compared
    record Row(String tenant, String field, byte[] index, UUID subjectId) {}

    void insert(Transaction tx, List<Row> rows) {
        tx.dsl()
                .batchInsert(rows.stream()
                        .map(row -> new BorrowerIndexRecord(row.tenant(), row.field(), row.index(), row.subjectId()))
                        .toList())
                .execute();
    }

    /** The tenant's borrowers with this index, at most {@code limit}, in no order that says anything. */
    List<UUID> find(Transaction tx, String tenant, String field, byte[] index, int limit) {
        return tx.dsl()
                .select(BORROWER_INDEX.SUBJECT_ID)
                .from(BORROWER_INDEX)
                .where(BORROWER_INDEX
                        .TENANT
                        .eq(tenant)
                        .and(BORROWER_INDEX.FIELD.eq(field))
                        .and(BORROWER_INDEX.BLIND_INDEX.eq(index)))
                .orderBy(BORROWER_INDEX.SUBJECT_ID)
                .limit(limit)
                .fetch(BORROWER_INDEX.SUBJECT_ID);
    }
}
