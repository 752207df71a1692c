package org.loanregistry.registry.web;

import static org.loanregistry.registry.database.schema.Tables.IDEMPOTENT_ANSWER;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.IdempotentAnswerRecord;
import org.loanregistry.transparency.tree.Hash;

/** Answers kept for requests that may be sent again. */
final class AnswerStore {
    /** An answer with the hash of the request that it answers. */
    record Kept(Hash requestHash, Answer answer) {}

    /** Under which an answer is kept. */
    record Place(String caller, String key) {
        static Place of(Repeatable asked) {
            return new Place(asked.caller().toText(), asked.key());
        }
    }

    /** An answer to be kept. */
    record Row(Repeatable asked, Answer answer) {}

    /** What was answered under this key, once every other request of the same key has ended. */
    Optional<Kept> lockAndFind(Transaction tx, Repeatable asked) {
        Place place = Place.of(asked);
        tx.dsl().execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", place.caller() + "\n" + place.key());
        return Optional.ofNullable(find(tx, List.of(asked)).get(place));
    }

    /** What was answered under these keys, as far as it was. */
    Map<Place, Kept> find(Transaction tx, List<Repeatable> asked) {
        Map<Place, Kept> found = new HashMap<>();
        tx.dsl()
                .selectFrom(IDEMPOTENT_ANSWER)
                .where(
                        "(caller, key) in (select * from unnest(?::text[], ?::text[]))",
                        asked.stream().map(one -> one.caller().toText()).toArray(String[]::new),
                        asked.stream().map(Repeatable::key).toArray(String[]::new))
                .forEach(row -> found.put(new Place(row.getCaller(), row.getKey()), kept(row)));
        return found;
    }

    private static Kept kept(IdempotentAnswerRecord row) {
        return new Kept(Hash.of(row.getRequestHash()), new Answer(row.getStatus(), row.getAnswer()));
    }

    /** Keeps answers. A place that has one already is a unique violation. */
    void insert(Transaction tx, List<Row> answers, Instant now) {
        var rows = new BinaryRows("idempotent_answer (caller, key, request_hash, status, answer, answered_at)");
        for (Row one : answers) {
            rows.add(one.asked().caller().toText())
                    .add(one.asked().key())
                    .add(one.asked().requestHash().toBytes())
                    .add((short) one.answer().status())
                    .add(one.answer().body())
                    .add(now);
        }
        rows.send(tx);
    }
}
