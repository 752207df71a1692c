package org.loanregistry.registry.sharing;

import static org.loanregistry.registry.database.schema.Tables.DISCLOSURE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

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
            long accessEntry) {}

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

    Optional<Row> find(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(DISCLOSURE)
                .where(DISCLOSURE.DISCLOSURE_ID.eq(id))
                .fetchOptional(row -> new Row(
                        row.getDisclosureId(),
                        row.getRecordId(),
                        row.getSubjectId(),
                        row.getAudience(),
                        row.getIssuedBy(),
                        row.getIssuedAt().toInstant(),
                        row.getExpiresAt().toInstant(),
                        row.getAccessEntry()));
    }
}
