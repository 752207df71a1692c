package org.loanregistry.registry.access;

import static org.loanregistry.registry.database.schema.Tables.VERIFICATION;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.loanregistry.registry.database.Transaction;

/** How often who had claims about whom compared. */
final class VerificationStore {
    private static final long LOCK = 0x5645_5249L;

    /**
     * One caller about one person.
     *
     * @param tenant the lender whose borrower it is
     * @param subject the person's pseudonym
     * @param actor who asks, as the access log names it
     */
    record Pair(String tenant, String subject, String actor) {}

    /** The times since then, oldest first; until this transaction ends, no other process counts for the same two. */
    List<Instant> lockAndFindSince(Transaction tx, Pair pair, Instant since) {
        tx.dsl()
                .execute(
                        "select pg_advisory_xact_lock(hashtextextended(?, ?))",
                        String.join(" ", pair.tenant(), pair.subject(), pair.actor()),
                        LOCK);
        return tx.dsl()
                .select(VERIFICATION.ASKED_AT)
                .from(VERIFICATION)
                .where(VERIFICATION
                        .TENANT
                        .eq(pair.tenant())
                        .and(VERIFICATION.SUBJECT.eq(pair.subject()))
                        .and(VERIFICATION.ACTOR.eq(pair.actor()))
                        .and(VERIFICATION.ASKED_AT.gt(since.atOffset(ZoneOffset.UTC))))
                .orderBy(VERIFICATION.ASKED_AT)
                .fetch(row -> row.value1().toInstant());
    }

    void insert(Transaction tx, Pair pair, Instant at) {
        tx.dsl()
                .insertInto(
                        VERIFICATION,
                        VERIFICATION.TENANT,
                        VERIFICATION.SUBJECT,
                        VERIFICATION.ACTOR,
                        VERIFICATION.ASKED_AT)
                .values(pair.tenant(), pair.subject(), pair.actor(), at.atOffset(ZoneOffset.UTC))
                .execute();
    }
}
