package org.loanregistry.registry.web;

import static org.loanregistry.registry.database.schema.Tables.IDEMPOTENT_ANSWER;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.IdempotentAnswerRecord;
import org.loanregistry.transparency.tree.Hash;

/** Answers kept for requests that may be sent again. */
final class AnswerStore {
    /** An answer with the hash of the request that it answers. */
    record Kept(Hash requestHash, Answer answer) {}

    /** What was answered under this key, once every other request of the same key has ended. */
    Optional<Kept> lockAndFind(Transaction tx, String caller, String key) {
        tx.dsl().execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", caller + "\n" + key);
        return tx.dsl()
                .selectFrom(IDEMPOTENT_ANSWER)
                .where(IDEMPOTENT_ANSWER.CALLER.eq(caller).and(IDEMPOTENT_ANSWER.KEY.eq(key)))
                .fetchOptional(
                        row -> new Kept(Hash.of(row.getRequestHash()), new Answer(row.getStatus(), row.getAnswer())));
    }

    void insert(Transaction tx, String caller, String key, Kept kept, Instant now) {
        tx.dsl()
                .executeInsert(new IdempotentAnswerRecord(
                        caller,
                        key,
                        kept.requestHash().toBytes(),
                        (short) kept.answer().status(),
                        kept.answer().body(),
                        now.atOffset(ZoneOffset.UTC)));
    }
}
