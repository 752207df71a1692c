package org.loanregistry.registry.access;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.APPROVAL;
import static org.loanregistry.registry.database.schema.Tables.APPROVAL_REQUEST;
import static org.loanregistry.registry.database.schema.Tables.APPROVAL_USE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ApprovalRequestRecord;

/** Requests for approval, what others decided, and which are used up. */
final class ApprovalStore {
    /**
     * What one person asks others to approve.
     *
     * @param id time-ordered
     * @param organisation the lender whose person it is
     * @param requester as the access log names them
     * @param fields by their names in the catalogue, in order
     * @param reason the case or ticket
     */
    record Asked(
            UUID id,
            UUID subjectId,
            String organisation,
            String requester,
            String purpose,
            List<String> fields,
            String reason,
            Instant askedAt,
            Instant expiresAt) {
        /** Copies the names. */
        Asked {
            fields = List.copyOf(fields);
        }
    }

    /** What one other decided. */
    record Decided(String approver, boolean isApproved, Instant at) {}

    void insert(Transaction tx, Asked asked) {
        tx.dsl()
                .executeInsert(new ApprovalRequestRecord(
                        asked.id(),
                        asked.subjectId(),
                        asked.organisation(),
                        asked.requester(),
                        asked.purpose(),
                        asked.fields().toArray(String[]::new),
                        asked.reason(),
                        asked.askedAt().atOffset(ZoneOffset.UTC),
                        asked.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    Optional<Asked> find(Transaction tx, UUID id) {
        return select(tx, APPROVAL_REQUEST.REQUEST_ID.eq(id), 1).stream().findFirst();
    }

    /** In the order of their ids, of one organisation or of all. */
    List<Asked> list(Transaction tx, @Nullable String organisation, @Nullable UUID after, int wanted) {
        Condition condition = organisation == null ? noCondition() : APPROVAL_REQUEST.ORGANISATION.eq(organisation);
        return select(tx, after == null ? condition : condition.and(APPROVAL_REQUEST.REQUEST_ID.gt(after)), wanted);
    }

    /** What this person asked about this borrower and is neither over nor used, the oldest first. */
    List<Asked> open(Transaction tx, String requester, UUID subjectId, Instant now) {
        return select(
                tx,
                APPROVAL_REQUEST
                        .REQUESTER
                        .eq(requester)
                        .and(APPROVAL_REQUEST.SUBJECT_ID.eq(subjectId))
                        .and(APPROVAL_REQUEST.EXPIRES_AT.gt(now.atOffset(ZoneOffset.UTC)))
                        .and(APPROVAL_REQUEST.REQUEST_ID.notIn(
                                tx.dsl().select(APPROVAL_USE.REQUEST_ID).from(APPROVAL_USE))),
                Integer.MAX_VALUE);
    }

    private static List<Asked> select(Transaction tx, Condition condition, int limit) {
        return tx.dsl()
                .selectFrom(APPROVAL_REQUEST)
                .where(condition)
                .orderBy(APPROVAL_REQUEST.REQUEST_ID)
                .limit(limit)
                .fetch(row -> new Asked(
                        row.getRequestId(),
                        row.getSubjectId(),
                        row.getOrganisation(),
                        row.getRequester(),
                        row.getPurpose(),
                        Arrays.asList(row.getFields()),
                        row.getReason(),
                        row.getAskedAt().toInstant(),
                        row.getExpiresAt().toInstant()));
    }

    List<Decided> decisions(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(APPROVAL)
                .where(APPROVAL.REQUEST_ID.eq(id))
                .orderBy(APPROVAL.DECIDED_AT, APPROVAL.APPROVER)
                .fetch(row -> new Decided(
                        row.getApprover(),
                        row.getDecision().equals("APPROVE"),
                        row.getDecidedAt().toInstant()));
    }

    /** Whether this is the person's first decision on it. */
    boolean decide(Transaction tx, UUID id, Decided decided) {
        return tx.dsl()
                        .insertInto(
                                APPROVAL,
                                APPROVAL.REQUEST_ID,
                                APPROVAL.APPROVER,
                                APPROVAL.DECISION,
                                APPROVAL.DECIDED_AT)
                        .values(
                                id,
                                decided.approver(),
                                decided.isApproved() ? "APPROVE" : "DECLINE",
                                decided.at().atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Uses it up; whether it was there to be used. */
    boolean use(Transaction tx, UUID id, Instant at) {
        return tx.dsl()
                        .insertInto(APPROVAL_USE, APPROVAL_USE.REQUEST_ID, APPROVAL_USE.USED_AT)
                        .values(id, at.atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Those of these requests that are used up. */
    Set<UUID> used(Transaction tx, List<UUID> ids) {
        return new TreeSet<>(tx.dsl()
                .select(APPROVAL_USE.REQUEST_ID)
                .from(APPROVAL_USE)
                .where(APPROVAL_USE.REQUEST_ID.in(ids))
                .fetch(APPROVAL_USE.REQUEST_ID));
    }
}
