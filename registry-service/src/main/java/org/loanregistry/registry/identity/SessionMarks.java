package org.loanregistry.registry.identity;

import io.micronaut.security.authentication.Authentication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * What the access log keeps of the session behind a request: a name that leads to no token, and how it was opened.
 *
 * @param session 12 hex digits of the token's hash
 * @param twoFactors whether it was opened with two factors
 * @param provenAt when the person last proved who they are, as the provider says; null if it does not say
 * @param person the person as the identity provider names them; empty with a development token, which stands for nobody
 */
public record SessionMarks(
        String session, boolean twoFactors, @Nullable Instant provenAt, String person) {
    private static final String PERSON = "person";
    private static final String SESSION = "session";
    private static final String TWO_FACTORS = "twoFactors";
    private static final String PROVEN_AT = "provenAt";
    private static final int NAME_BYTES = 6;
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** The marks of an accepted request; without any it is a session of one factor. */
    public static SessionMarks of(Authentication authentication) {
        Map<String, Object> attributes = authentication.getAttributes();
        return new SessionMarks(
                attributes.get(SESSION) instanceof String name ? name : "-",
                Boolean.TRUE.equals(attributes.get(TWO_FACTORS)),
                attributes.get(PROVEN_AT) instanceof Instant at ? at : null,
                attributes.get(PERSON) instanceof String person ? person : "");
    }

    /** The name that leads from an entry of the access log to the audit of sign-ins, and from neither to the token. */
    static String nameOf(byte[] tokenHash) {
        return HexFormat.of().formatHex(tokenHash, 0, NAME_BYTES);
    }

    static Map<String, Object> ofToken(String token, boolean twoFactors, @Nullable Instant provenAt, String person) {
        byte[] hash = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> attributes =
                new HashMap<>(Map.of(SESSION, nameOf(hash), TWO_FACTORS, twoFactors, PERSON, person));
        if (provenAt != null) {
            attributes.put(PROVEN_AT, provenAt);
        }
        return attributes;
    }

    /** Whether the person proved who they are with two factors, and within the last minutes. */
    public boolean isFreshlyProven(Instant now) {
        return twoFactors
                && provenAt != null
                && !provenAt.isBefore(now.minus(FRESH))
                && !provenAt.isAfter(now.plus(SKEW));
    }
}
