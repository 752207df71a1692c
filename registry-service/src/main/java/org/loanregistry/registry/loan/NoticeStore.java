package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CORRECTION_NOTICE;
import static org.loanregistry.registry.database.schema.Tables.LOAN_EVENT;
import static org.loanregistry.registry.database.schema.Tables.NOTICED_CORRECTION;
import static org.loanregistry.registry.database.schema.Tables.NOTICE_ACKNOWLEDGEMENT;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.CorrectionNotice.Change;
import org.loanregistry.registry.loan.CorrectionNotice.Reason;
import org.loanregistry.registry.loan.CorrectionNotice.Told;

/** What was told of corrections, and who took notice. */
final class NoticeStore {
    private static final org.loanregistry.registry.database.schema.tables.LoanEvent WRONG = LOAN_EVENT.as("wrong");

    /**
     * A correction to be told.
     *
     * @param correctionId the correction
     * @param place where it will stand in lists
     * @param version the version that counts now
     * @param noticedAt now
     * @param acknowledgeBy until when it is to be acknowledged
     * @param rule the rule that says so
     */
    record Telling(
            UUID correctionId,
            UUID place,
            RecordedEvent version,
            Instant noticedAt,
            Instant acknowledgeBy,
            String rule) {}

    void insert(Transaction tx, Telling one, Map<String, Set<Reason>> recipients, Map<String, UUID> ids) {
        tx.dsl()
                .insertInto(NOTICED_CORRECTION)
                .values(
                        one.correctionId(),
                        one.place(),
                        one.version().contractId(),
                        one.version().eventId(),
                        one.version().stamp().rowVersion(),
                        one.rule(),
                        one.noticedAt().atOffset(ZoneOffset.UTC),
                        one.acknowledgeBy().atOffset(ZoneOffset.UTC),
                        one.version().stamp().subjectId())
                .execute();
        recipients.forEach((recipient, reasons) -> tx.dsl()
                .insertInto(CORRECTION_NOTICE)
                .values(
                        ids.get(recipient),
                        one.correctionId(),
                        recipient,
                        reasons.stream().map(Enum::name).sorted().toArray(String[]::new))
                .execute());
    }

    /** Notices in the order of their ids, of one recipient or of all; only those not acknowledged yet, if so asked. */
    List<CorrectionNotice> notices(
            Transaction tx, @Nullable String recipient, boolean openOnly, @Nullable UUID after, int wanted) {
        Condition condition = recipient == null ? noCondition() : CORRECTION_NOTICE.RECIPIENT.eq(recipient);
        if (openOnly) {
            condition = condition.and(NOTICE_ACKNOWLEDGEMENT.NOTICE_ID.isNull());
        }
        if (after != null) {
            condition = condition.and(CORRECTION_NOTICE.NOTICE_ID.gt(after));
        }
        return tx.dsl()
                .select()
                .from(told().leftJoin(NOTICE_ACKNOWLEDGEMENT)
                        .on(NOTICE_ACKNOWLEDGEMENT.NOTICE_ID.eq(CORRECTION_NOTICE.NOTICE_ID)))
                .where(condition)
                .orderBy(CORRECTION_NOTICE.NOTICE_ID)
                .limit(wanted)
                .fetch(NoticeStore::notice);
    }

    /** A notice to this recipient. */
    Optional<CorrectionNotice> find(Transaction tx, String recipient, UUID noticeId) {
        return tx.dsl()
                .select()
                .from(told().leftJoin(NOTICE_ACKNOWLEDGEMENT)
                        .on(NOTICE_ACKNOWLEDGEMENT.NOTICE_ID.eq(CORRECTION_NOTICE.NOTICE_ID)))
                .where(CORRECTION_NOTICE.NOTICE_ID.eq(noticeId))
                .and(CORRECTION_NOTICE.RECIPIENT.eq(recipient))
                .fetchOptional(NoticeStore::notice);
    }

    void acknowledge(Transaction tx, UUID noticeId, String by, Instant now) {
        tx.dsl()
                .insertInto(NOTICE_ACKNOWLEDGEMENT)
                .values(noticeId, by, now.atOffset(ZoneOffset.UTC))
                .onConflictDoNothing()
                .execute();
    }

    /** The places of corrections of a borrower's loans, in order. */
    List<UUID> ofBorrower(Transaction tx, UUID subjectId, @Nullable UUID after, int wanted) {
        return tx.dsl()
                .select(NOTICED_CORRECTION.PLACE)
                .from(NOTICED_CORRECTION)
                .where(NOTICED_CORRECTION.SUBJECT_ID.eq(subjectId))
                .and(after == null ? noCondition() : NOTICED_CORRECTION.PLACE.gt(after))
                .orderBy(NOTICED_CORRECTION.PLACE)
                .limit(wanted)
                .fetch(NOTICED_CORRECTION.PLACE);
    }

    /** All notices of the corrections at these places, by recipient. */
    List<CorrectionNotice> at(Transaction tx, Collection<UUID> places) {
        return tx.dsl()
                .select()
                .from(told().leftJoin(NOTICE_ACKNOWLEDGEMENT)
                        .on(NOTICE_ACKNOWLEDGEMENT.NOTICE_ID.eq(CORRECTION_NOTICE.NOTICE_ID)))
                .where(NOTICED_CORRECTION.PLACE.in(places))
                .orderBy(NOTICED_CORRECTION.PLACE, CORRECTION_NOTICE.RECIPIENT)
                .fetch(NoticeStore::notice);
    }

    /** The loan's columns are null to a lender that may not see the loan. */
    private static Table<?> told() {
        return CORRECTION_NOTICE
                .join(NOTICED_CORRECTION)
                .on(NOTICED_CORRECTION.CORRECTION_ID.eq(CORRECTION_NOTICE.CORRECTION_ID))
                .leftJoin(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(NOTICED_CORRECTION.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .leftJoin(LOAN_EVENT)
                .on(LOAN_EVENT.EVENT_ID.eq(NOTICED_CORRECTION.EVENT_ID))
                .and(LOAN_EVENT.ROW_VERSION.eq(NOTICED_CORRECTION.ROW_VERSION))
                .leftJoin(WRONG)
                .on(WRONG.EVENT_ID.eq(NOTICED_CORRECTION.EVENT_ID))
                .and(WRONG.ROW_VERSION.eq(NOTICED_CORRECTION.ROW_VERSION.minus(1)));
    }

    private static @Nullable Change change(Record row) {
        if (row.get(CONTRACT.CONTRACT_ID) == null) {
            return null;
        }
        return new Change(
                row.get(NOTICED_CORRECTION.CORRECTION_ID),
                row.get(CONTRACT.CONTRACT_ID),
                row.get(CONTRACT.CONTRACT_NUMBER),
                row.get(LOAN_EVENT.EVENT_ID),
                row.get(LOAN_EVENT.ROW_VERSION),
                row.get(LOAN_EVENT.RECORD_ID),
                row.get(WRONG.RECORD_ID),
                row.get(LOAN_EVENT.REASON_CODE),
                Arrays.asList(row.get(LOAN_EVENT.CHANGED_PATHS)),
                row.get(LOAN_EVENT.WITHDRAWN));
    }

    private static CorrectionNotice notice(Record row) {
        var told = new Told(
                row.get(NOTICED_CORRECTION.PLACE),
                row.get(NOTICED_CORRECTION.SUBJECT_ID),
                row.get(NOTICED_CORRECTION.NOTICED_AT).toInstant(),
                row.get(NOTICED_CORRECTION.ACKNOWLEDGE_BY).toInstant(),
                row.get(NOTICED_CORRECTION.RULE),
                change(row));
        OffsetDateTime acknowledged = row.get(NOTICE_ACKNOWLEDGEMENT.ACKNOWLEDGED_AT);
        return new CorrectionNotice(
                row.get(CORRECTION_NOTICE.NOTICE_ID),
                row.get(CORRECTION_NOTICE.RECIPIENT),
                Arrays.stream(row.get(CORRECTION_NOTICE.REASONS))
                        .map(Reason::valueOf)
                        .toList(),
                told,
                acknowledged == null ? null : acknowledged.toInstant());
    }
}
