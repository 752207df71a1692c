package org.loanregistry.registry.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.FieldError;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.error.Refused;
import org.loanregistry.registry.json.TextRule;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * The keys of lenders' machines. Guarantee: whoever reads the database can call as nobody, for it holds hashes of the tokens; a
 * key ends by itself or when it is revoked, at once and at every process. Limit: whoever has the token is the lender until then,
 * with one factor; a key makes no keys.
 */
@Singleton
public final class ApiKeys {
    /** What a token begins with, so that one that lies around is known for what it is. */
    public static final String PREFIX = "loanreg-key.";

    /** How long a key counts at the most. */
    public static final int MOST_DAYS = 366;

    /** How many keys of a lender count at one time. */
    public static final int MOST_LIVE = 20;

    private static final int MAX_NAME = 60;
    private static final int TOKEN_BYTES = 32;

    /** A write a request would be one too many. */
    private static final Duration USED_TO = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ApiKeyStore store = new ApiKeyStore();

    ApiKeys(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new key, and its token, which is shown this once. */
    public record Made(ApiKey key, String token) {}

    /**
     * Makes a key of the caller's.
     *
     * @param by the session of the person who makes it
     * @param name 1 to 60 characters, no other live key's
     * @param days how long it counts, 1 to 366
     * @throws Refused if a bound is broken
     * @throws Conflict if there are 20 that count, or one of this name
     */
    public Made make(Caller caller, SessionMarks by, String name, long days) {
        List<FieldError> errors = new ArrayList<>();
        TextRule.brokenBy(name, MAX_NAME).ifPresent(rule -> errors.add(new FieldError("name", rule)));
        if (days < 1 || days > MOST_DAYS) {
            errors.add(new FieldError("days", "must be between 1 and " + MOST_DAYS));
        }
        if (!errors.isEmpty()) {
            throw new Refused("The form breaks rules.", errors);
        }
        Instant now = clock.instant();
        String token = draw();
        var key = new ApiKey(
                UUID.randomUUID(),
                caller.organisation(),
                name,
                named(caller, by),
                now,
                now.plus(Duration.ofDays(days)),
                null,
                null);
        return database.inTransaction(tx -> {
            store.lock(tx, key.lenderId());
            List<ApiKey> live = store.of(tx, key.lenderId()).stream()
                    .filter(one -> one.stateAt(now) == ApiKey.State.LIVE)
                    .toList();
            if (live.size() >= MOST_LIVE) {
                throw new Conflict("There are " + MOST_LIVE + " keys that count; revoke one first.");
            }
            if (live.stream().anyMatch(one -> one.name().equals(name))) {
                throw new Conflict(
                        "Another key has this name.",
                        List.of(new FieldError("name", "must not be that of another key that counts")));
            }
            store.insert(tx, hash(token), key);
            store.audit(tx, now, "KEY_MADE", key.lenderId(), by);
            return new Made(key, token);
        });
    }

    /** All of a lender, the newest first. */
    public List<ApiKey> of(String lenderId) {
        return database.read(tx -> store.of(tx, lenderId));
    }

    /** What the time is by which keys count. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Ends a key of the caller's.
     *
     * @throws NotFound if it has no such key, or it is revoked already
     */
    public void revoke(Caller caller, SessionMarks by, UUID keyId) {
        Instant now = clock.instant();
        database.inTransaction(tx -> {
            if (!store.revoke(tx, caller.organisation(), keyId, named(caller, by), now)) {
                throw new NotFound("There is no such key of yours that is not revoked.");
            }
            store.audit(tx, now, "KEY_REVOKED", caller.organisation(), by);
            return keyId;
        });
    }

    /** The live key of a token; that one which is over was used is in the audit of sign-ins. */
    Optional<ApiKey> accept(String token, String source) {
        Instant now = clock.instant();
        byte[] hash = hash(token);
        return database.inTransaction(tx -> {
            Optional<ApiKey> found = store.find(tx, hash);
            if (found.isEmpty()) {
                return found;
            }
            ApiKey key = found.get();
            if (key.stateAt(now) != ApiKey.State.LIVE) {
                store.auditRefusal(tx, now, hash, source);
                return Optional.<ApiKey>empty();
            }
            if (key.usedAt() == null || !now.isBefore(key.usedAt().plus(USED_TO))) {
                store.used(tx, key.keyId(), now);
            }
            return found;
        });
    }

    private static String named(Caller caller, SessionMarks by) {
        return by.person().isEmpty() ? caller.toText() : caller.toText() + "/" + by.person();
    }

    private String draw() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
