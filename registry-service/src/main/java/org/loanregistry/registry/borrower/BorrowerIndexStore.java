package org.loanregistry.registry.borrower;

import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.select;
import static org.loanregistry.registry.database.schema.Tables.BORROWER_INDEX;

import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** For each borrower those of the same tenant with the same value of a field, itself included; at most {@code limit}. */
    Map<UUID, List<UUID>> same(Transaction tx, String field, Collection<UUID> subjectIds, int limit) {
        var own = BORROWER_INDEX.as("own");
        var other = lateral(select(BORROWER_INDEX.SUBJECT_ID)
                        .from(BORROWER_INDEX)
                        .where(BORROWER_INDEX.TENANT.eq(own.TENANT))
                        .and(BORROWER_INDEX.FIELD.eq(own.FIELD))
                        .and(BORROWER_INDEX.BLIND_INDEX.eq(own.BLIND_INDEX))
                        .orderBy(BORROWER_INDEX.SUBJECT_ID)
                        .limit(limit))
                .as("other");
        return tx.dsl()
                .select(own.SUBJECT_ID, other.field(BORROWER_INDEX.SUBJECT_ID))
                .from(own, other)
                .where(own.SUBJECT_ID.in(subjectIds))
                .and(own.FIELD.eq(field))
                .fetchGroups(own.SUBJECT_ID, other.field(BORROWER_INDEX.SUBJECT_ID));
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
