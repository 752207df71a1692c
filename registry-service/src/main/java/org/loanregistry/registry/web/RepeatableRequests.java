package org.loanregistry.registry.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.ContentionStore;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.transparency.tree.Hash;

/**
 * Requests that a caller may send again after a lost connection: under the same {@code Idempotency-Key} the same request
 * gets the stored answer byte for byte, any other request is a conflict. Only what was answered is stored, in the
 * transaction of the work itself: a refused request may be corrected and sent under the same key.
 */
@Singleton
public final class RepeatableRequests {
    /** Header of an answer that was stored: the body alone does not tell it from the first. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    private final Database database;
    private final InstantSource clock;
    private final AnswerStore store = new AnswerStore();

    RepeatableRequests(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The stored answer, or that of {@code work} done now in one transaction. */
    public HttpResponse<byte[]> answer(
            Caller caller, @Nullable String key, String operation, byte[] body, Function<Transaction, Answer> work) {
        Repeatable asked = asked(caller, key, operation, body);
        return response(ContentionStore.inTransaction(database, tx -> {
            var kept = store.lockAndFind(tx, asked);
            if (kept.isPresent()) {
                return repeated(asked, kept.get());
            }
            Answer fresh = work.apply(tx);
            store.insert(tx, List.of(new AnswerStore.Row(asked, fresh)), clock.instant());
            return new Reply.Given(fresh, false);
        }));
    }

    /** What may be sent again; a key that is missing or malformed is refused. */
    public Repeatable asked(Caller caller, @Nullable String key, String operation, byte[] body) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new Refused(
                    "A header is missing or malformed.",
                    List.of(new FieldError("Idempotency-Key", "must be given: 1 to 200 visible ASCII characters")));
        }
        return new Repeatable(caller, key, hash(operation, body));
    }

    /**
     * The replies to several requests, in their order, in the caller's transaction: the stored ones, and for the rest those
     * of {@code work}, which is told the places of the requests to serve and replies to each. A unique violation says that
     * another transaction answers one of them at this moment; run again, this finds its answer.
     */
    public List<Reply> answerAll(
            Transaction tx, List<Repeatable> asked, Function<List<Integer>, List<? extends Reply>> work) {
        Map<AnswerStore.Place, AnswerStore.Kept> kept = store.find(tx, asked);
        List<Integer> fresh = new ArrayList<>();
        Set<AnswerStore.Place> seen = new HashSet<>(kept.keySet());
        for (int i = 0; i < asked.size(); i++) {
            if (seen.add(AnswerStore.Place.of(asked.get(i)))) {
                fresh.add(i);
            }
        }
        var replies = fresh.isEmpty() ? List.<Reply>of() : work.apply(fresh);
        Map<Integer, Reply> made = new HashMap<>();
        List<AnswerStore.Row> rows = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            Repeatable one = asked.get(fresh.get(i));
            made.put(fresh.get(i), replies.get(i));
            if (replies.get(i) instanceof Reply.Given(Answer answer, var _)) {
                rows.add(new AnswerStore.Row(one, answer));
                kept.put(AnswerStore.Place.of(one), new AnswerStore.Kept(one.requestHash(), answer));
            }
        }
        store.insert(tx, rows, clock.instant());
        List<Reply> all = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            AnswerStore.Kept answered = kept.get(AnswerStore.Place.of(asked.get(i)));
            Reply reply = made.get(i);
            all.add(
                    reply != null
                            ? reply
                            : answered == null
                                    ? new Reply.Failed(new Conflict(
                                            "The same Idempotency-Key is being used by a request that failed."))
                                    : reply(asked.get(i), answered));
        }
        return all;
    }

    private static Reply reply(Repeatable asked, AnswerStore.Kept kept) {
        try {
            return repeated(asked, kept);
        } catch (Conflict e) {
            return new Reply.Failed(e);
        }
    }

    private static Reply.Given repeated(Repeatable asked, AnswerStore.Kept kept) {
        if (!kept.requestHash().equals(asked.requestHash())) {
            throw new Conflict("This Idempotency-Key was used for another request.");
        }
        return new Reply.Given(kept.answer(), true);
    }

    /** The answer over HTTP, or the exception that says why there is none. */
    public static HttpResponse<byte[]> response(Reply reply) {
        return switch (reply) {
            case Reply.Failed(RegistryException reason) -> throw reason;
            case Reply.Given given -> response(given);
        };
    }

    private static HttpResponse<byte[]> response(Reply.Given given) {
        var response = HttpResponse.<byte[]>status(
                        HttpStatus.valueOf(given.answer().status()))
                .body(given.answer().body())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
        return given.before() ? response.header(REPLAYED, "true") : response;
    }

    private static Hash hash(String operation, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return Hash.of(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
