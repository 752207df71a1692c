package org.loanregistry.registry.access;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.BROKEN_GLASS;
import static org.loanregistry.registry.database.schema.Tables.GLASS_REVIEW;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.BrokenGlassRecord;

/** Broken glass, and what was said of it afterwards. */
final class GlassStore {
    /**
     * Immediate access that one person took.
     *
     * @param id time-ordered
     * @param brokenBy as the access log names them
     * @param ticket the case that says why
     * @param expiresAt until when it opens anything
     * @param reviewBy until when somebody else is to review it
     * @param review what was said of it; null if nothing yet
     */
    record Glass(
            UUID id,
            UUID subjectId,
            String organisation,
            String brokenBy,
            String ticket,
            Instant brokenAt,
            Instant expiresAt,
            Instant reviewBy,
            @Nullable Review review) {
        boolean isOverdue(Instant now) {
            Instant ended = review == null ? now : review.at();
            return ended.isAfter(reviewBy);
        }
    }

    /** What an officer said of it. */
    record Review(String reviewer, boolean isJustified, String caseReference, Instant at) {}

    /** How many wait for a review, and for how many it is too late already. */
    record Waiting(long unreviewed, long overdue) {}

    void insert(Transaction tx, Glass glass) {
        tx.dsl()
                .executeInsert(new BrokenGlassRecord(
                        glass.id(),
                        glass.subjectId(),
                        glass.organisation(),
                        glass.brokenBy(),
                        glass.ticket(),
                        glass.brokenAt().atOffset(ZoneOffset.UTC),
                        glass.expiresAt().atOffset(ZoneOffset.UTC),
                        glass.reviewBy().atOffset(ZoneOffset.UTC)));
    }

    /** The newest that this person broke about this borrower and that still opens something. */
    Optional<Glass> open(Transaction tx, String brokenBy, UUID subjectId, Instant now) {
        return tx.dsl()
                .select()
                .from(BROKEN_GLASS.leftJoin(GLASS_REVIEW).on(GLASS_REVIEW.GLASS_ID.eq(BROKEN_GLASS.GLASS_ID)))
                .where(BROKEN_GLASS
                        .BROKEN_BY
                        .eq(brokenBy)
                        .and(BROKEN_GLASS.SUBJECT_ID.eq(subjectId))
                        .and(BROKEN_GLASS.EXPIRES_AT.gt(now.atOffset(ZoneOffset.UTC))))
                .orderBy(BROKEN_GLASS.GLASS_ID.desc())
                .limit(1)
                .fetchOptional(GlassStore::glass)
                // Who was told that it was not justified does not go on.
                .filter(glass -> glass.review() == null || glass.review().isJustified());
    }

    /** In the order of their ids; only those that nobody reviewed, if so asked. */
    List<Glass> list(Transaction tx, boolean unreviewedOnly, @Nullable UUID after, int wanted) {
        Condition condition = unreviewedOnly ? GLASS_REVIEW.GLASS_ID.isNull() : noCondition();
        return tx.dsl()
                .select()
                .from(BROKEN_GLASS.leftJoin(GLASS_REVIEW).on(GLASS_REVIEW.GLASS_ID.eq(BROKEN_GLASS.GLASS_ID)))
                .where(after == null ? condition : condition.and(BROKEN_GLASS.GLASS_ID.gt(after)))
                .orderBy(BROKEN_GLASS.GLASS_ID)
                .limit(wanted)
                .fetch(GlassStore::glass);
    }

    Optional<Glass> find(Transaction tx, UUID id) {
        return tx.dsl()
                .select()
                .from(BROKEN_GLASS.leftJoin(GLASS_REVIEW).on(GLASS_REVIEW.GLASS_ID.eq(BROKEN_GLASS.GLASS_ID)))
                .where(BROKEN_GLASS.GLASS_ID.eq(id))
                .fetchOptional(GlassStore::glass);
    }

    /** Whether it is the first review. */
    boolean review(Transaction tx, UUID id, Review review) {
        return tx.dsl()
                        .insertInto(
                                GLASS_REVIEW,
                                GLASS_REVIEW.GLASS_ID,
                                GLASS_REVIEW.REVIEWER,
                                GLASS_REVIEW.VERDICT,
                                GLASS_REVIEW.CASE_REFERENCE,
                                GLASS_REVIEW.REVIEWED_AT)
                        .values(
                                id,
                                review.reviewer(),
                                review.isJustified() ? "JUSTIFIED" : "NOT_JUSTIFIED",
                                review.caseReference(),
                                review.at().atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    Waiting waiting(Transaction tx, Instant now) {
        List<Glass> open = list(tx, true, null, Integer.MAX_VALUE);
        return new Waiting(
                open.size(), open.stream().filter(glass -> glass.isOverdue(now)).count());
    }

    private static Glass glass(Record row) {
        Review review = row.get(GLASS_REVIEW.GLASS_ID) == null
                ? null
                : new Review(
                        row.get(GLASS_REVIEW.REVIEWER),
                        row.get(GLASS_REVIEW.VERDICT).equals("JUSTIFIED"),
                        row.get(GLASS_REVIEW.CASE_REFERENCE),
                        row.get(GLASS_REVIEW.REVIEWED_AT).toInstant());
        return new Glass(
                row.get(BROKEN_GLASS.GLASS_ID),
                row.get(BROKEN_GLASS.SUBJECT_ID),
                row.get(BROKEN_GLASS.ORGANISATION),
                row.get(BROKEN_GLASS.BROKEN_BY),
                row.get(BROKEN_GLASS.TICKET),
                row.get(BROKEN_GLASS.BROKEN_AT).toInstant(),
                row.get(BROKEN_GLASS.EXPIRES_AT).toInstant(),
                row.get(BROKEN_GLASS.REVIEW_BY).toInstant(),
                review);
    }
}
