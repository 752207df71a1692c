package org.loanregistry.registry.identity;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * Sessions kept at the server. Guarantee: whoever reads the database can act as nobody, for it holds hashes of the tokens; a
 * session ends by itself, idle or old. Limit: whoever has the cookie is that person until then.
 */
@Singleton
public final class Sessions {
    /** The attribute under which a sign-in hands the new session's token on to whoever sets the cookie. */
    public static final String TOKEN = "sessionToken";

    private static final int TOKEN_BYTES = 32;

    /** A write a request would be one too many. */
    private static final Duration SEEN_TO = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SessionStore store = new SessionStore();

    Sessions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Opens a session; the token for the person's cookie, shown this once. */
    String open(Opening opening) {
        String token = draw();
        byte[] hash = hash(token);
        Instant now = clock.instant();
        String person = opening.person() == null ? "" : opening.person();
        Session session = new Session(opening.caller(), person, opening.twoFactors(), draw(), now, now);
        return database.inTransaction(tx -> {
            store.insert(tx, hash, session);
            store.audit(tx, now, "SIGNED_IN", hash, session);
            return token;
        });
    }

    /** The open session of a token, and notes that it was used. */
    public Optional<Session> find(String token) {
        Instant now = clock.instant();
        byte[] hash = hash(token);
        return database.inTransaction(tx -> {
            Optional<Session> open = store.find(tx, hash).filter(session -> session.isOpenAt(now));
            if (open.isPresent() && !now.isBefore(open.get().seenAt().plus(SEEN_TO))) {
                store.seen(tx, hash, now);
            }
            return open;
        });
    }

    /** Ends a session; a token without one changes nothing. */
    public void close(String token) {
        Instant now = clock.instant();
        byte[] hash = hash(token);
        database.inTransaction(tx -> {
            Optional<Session> session = store.find(tx, hash);
            session.ifPresent(one -> {
                store.close(tx, hash, now);
                store.audit(tx, now, "SIGNED_OUT", hash, one);
            });
            return session;
        });
    }

    /** Notes that somebody at this network address could not sign in. */
    public void refused(SignInRefusal reason, String source) {
        database.inTransaction(tx -> {
            store.auditRefusal(tx, clock.instant(), reason, source);
            return true;
        });
    }

    /** Whether a form was made for this session; compared in constant time. */
    public static boolean isOwnForm(String csrf, String given) {
        return MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String draw() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
