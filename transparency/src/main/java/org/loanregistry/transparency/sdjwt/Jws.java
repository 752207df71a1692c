package org.loanregistry.transparency.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.CanonicalJson;

/**
 * A JWT in its compact form (RFC 7515, 7519). Parsing checks no signature; ask {@link #isSignedBy}. Numbers are whole, as in all
 * JSON here.
 *
 * @param text as it came
 * @param header what is said of the signature
 * @param payload the claims
 */
public record Jws(String text, Map<?, ?> header, Map<?, ?> payload) {
    private static final int MAX_LENGTH = 1 << 18;

    /** Signs claims with the key of an algorithm: {@code sign} gives the raw signature over the bytes that it is given. */
    public static String sign(Map<String, ?> header, Map<String, ?> payload, UnaryOperator<byte[]> sign) {
        String input = encoded(header) + "." + encoded(payload);
        return input + "." + StrictText.toBase64Url(sign.apply(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(Map<String, ?> tree) {
        return StrictText.toBase64Url(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads three parts of base64url, of which the first two are JSON objects. */
    public static Jws parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length != 3) {
            throw new SdJwtException("a JWT must have three parts and at most " + MAX_LENGTH + " characters");
        }
        try {
            StrictText.base64Url(parts[2]);
            return new Jws(text, object(parts[0]), object(parts[1]));
        } catch (SdJwtException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("a JWT that is not base64url of JSON", e);
        }
    }

    private static Map<?, ?> object(String part) {
        if (CanonicalJson.parse(StrictText.fromUtf8(StrictText.base64Url(part))) instanceof Map<?, ?> members) {
            return members;
        }
        throw new SdJwtException("a JWT whose header or payload is no JSON object");
    }

    /**
     * Whether it is of this type, names the key's one algorithm, and the key signed it. The algorithm is the key's and not the
     * header's choice, and {@code crit} is refused, for nothing that it could demand is understood here.
     */
    public boolean isSignedBy(PublicJwk key, String type) {
        if (!type.equals(header.get("typ"))
                || !key.algorithm().equals(header.get("alg"))
                || header.containsKey("crit")) {
            return false;
        }
        int end = text.lastIndexOf('.');
        byte[] signature = StrictText.base64Url(text.substring(end + 1));
        return key.verifies(text.substring(0, end).getBytes(StandardCharsets.US_ASCII), signature);
    }

    /** The text claim of this name; empty if there is none. */
    public String textClaim(String name) {
        return payload.get(name) instanceof String claim ? claim : "";
    }

    /** The time claim of this name in unix seconds; -1 if there is none. */
    public long timeClaim(String name) {
        return payload.get(name) instanceof Long claim ? claim : -1;
    }

    /** Shows no claim. */
    @Override
    public String toString() {
        return "Jws[" + header.get("typ") + "]";
    }
}
