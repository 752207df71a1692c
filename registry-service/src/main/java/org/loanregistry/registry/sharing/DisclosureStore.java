package org.loanregistry.registry.sharing;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.DISCLOSURE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.DisclosureRecord;

/** What was signed for third parties. */
final class DisclosureStore {
    /**
     * One disclosure.
     *
     * @param id random, known to whom it was given
     * @param recordId which record
     * @param subjectId whose loan
     * @param audience whom it is for
     * @param issuedBy who let it go, as the access log names actors
     * @param issuedAt when
     * @param expiresAt until when
     * @param accessEntry the entry of the access log
     */
    record Row(
            UUID id,
            UUID recordId,
            UUID subjectId,
            String audience,
            String issuedBy,
            Instant issuedAt,
            Instant expiresAt,
            long accessEntry) {
        /** What the borrower is told of it: all but whose loan it is. */
        Map<String, Object> toTree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("disclosureId", id.toString());
            tree.put("recordId", recordId.toString());
            tree.put("audience", audience);
            tree.put("issuedBy", issuedBy);
            tree.put("issuedAt", issuedAt.toString());
            tree.put("expiresAt", expiresAt.toString());
            tree.put("accessEntry", accessEntry);
            return tree;
        }
    }

    void insert(Transaction tx, Row row) {
        tx.dsl()
                .insertInto(DISCLOSURE)
                .values(
                        row.id(),
                        row.recordId(),
                        row.subjectId(),
                        row.audience(),
                        row.issuedBy(),
                        row.issuedAt().atOffset(ZoneOffset.UTC),
                        row.expiresAt().atOffset(ZoneOffset.UTC),
                        row.accessEntry())
                .execute();
    }

    /** Those of a person's records after an id, by id. */
    List<Row> about(Transaction tx, UUID subjectId, @Nullable UUID after, int wanted) {
        return tx.dsl()
                .selectFrom(DISCLOSURE)
                .where(DISCLOSURE.SUBJECT_ID.eq(subjectId))
                .and(after == null ? noCondition() : DISCLOSURE.DISCLOSURE_ID.gt(after))
                .orderBy(DISCLOSURE.DISCLOSURE_ID)
                .limit(wanted)
                .fetch(DisclosureStore::row);
    }

    /** All that was signed about a person's records, the oldest first. */
    List<Row> about(Transaction tx, UUID subjectId) {
        return tx.dsl()
                .selectFrom(DISCLOSURE)
                .where(DISCLOSURE.SUBJECT_ID.eq(subjectId))
                .orderBy(DISCLOSURE.ISSUED_AT, DISCLOSURE.DISCLOSURE_ID)
                .fetch(DisclosureStore::row);
    }

    Optional<Row> find(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(DISCLOSURE)
                .where(DISCLOSURE.DISCLOSURE_ID.eq(id))
                .fetchOptional(DisclosureStore::row);
    }

    private static Row row(DisclosureRecord row) {
        return new Row(
                row.getDisclosureId(),
                row.getRecordId(),
                row.getSubjectId(),
                row.getAudience(),
                row.getIssuedBy(),
                row.getIssuedAt().toInstant(),
                row.getExpiresAt().toInstant(),
                row.getAccessEntry());
    }
}
