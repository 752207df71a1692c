package org.loanregistry.registry.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.ContentionStore;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.Refused;
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
        if (key == null || !KEY.matcher(key).matches()) {
            throw new Refused(
                    "A header is missing or malformed.",
                    List.of(new FieldError("Idempotency-Key", "must be given: 1 to 200 visible ASCII characters")));
        }
        Hash requestHash = hash(operation, body);
        Given given = ContentionStore.inTransaction(database, tx -> {
            var kept = store.lockAndFind(tx, caller.toText(), key);
            if (kept.isPresent()) {
                if (!kept.get().requestHash().equals(requestHash)) {
                    throw new Conflict("This Idempotency-Key was used for another request.");
                }
                return new Given(kept.get().answer(), true);
            }
            Answer fresh = work.apply(tx);
            store.insert(tx, caller.toText(), key, new AnswerStore.Kept(requestHash, fresh), clock.instant());
            return new Given(fresh, false);
        });
        var response = HttpResponse.<byte[]>status(
                        HttpStatus.valueOf(given.answer().status()))
                .body(given.answer().body())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
        return given.before() ? response.header(REPLAYED, "true") : response;
    }

    /** An answer, and whether it was given before. */
    private record Given(Answer answer, boolean before) {}

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
