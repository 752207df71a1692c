package org.loanregistry.registry.access;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.SUBJECT_NOTICE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.SubjectNoticeRecord;

/** What borrowers were told. */
final class SubjectNoticeStore {
    /**
     * One thing that a borrower was told.
     *
     * @param id time-ordered
     * @param organisation who looks
     * @param action which kind of look, as the access log has it
     * @param fields by their names in the catalogue
     */
    record Notice(
            UUID id,
            UUID subjectId,
            String organisation,
            String purpose,
            String action,
            List<String> fields,
            Instant at) {
        /** Copies the names. */
        Notice {
            fields = List.copyOf(fields);
        }
    }

    void insert(Transaction tx, Notice notice) {
        tx.dsl()
                .executeInsert(new SubjectNoticeRecord(
                        notice.id(),
                        notice.subjectId(),
                        notice.organisation(),
                        notice.purpose(),
                        notice.action(),
                        notice.fields().toArray(String[]::new),
                        notice.at().atOffset(ZoneOffset.UTC)));
    }

    /** In the order in which they were told. */
    List<Notice> about(Transaction tx, UUID subjectId, @Nullable UUID after, int wanted) {
        return tx.dsl()
                .selectFrom(SUBJECT_NOTICE)
                .where(SUBJECT_NOTICE
                        .SUBJECT_ID
                        .eq(subjectId)
                        .and(after == null ? noCondition() : SUBJECT_NOTICE.NOTICE_ID.gt(after)))
                .orderBy(SUBJECT_NOTICE.NOTICE_ID)
                .limit(wanted)
                .fetch(row -> new Notice(
                        row.getNoticeId(),
                        row.getSubjectId(),
                        row.getOrganisation(),
                        row.getPurpose(),
                        row.getAction(),
                        Arrays.asList(row.getFields()),
                        row.getNoticedAt().toInstant()));
    }
}
