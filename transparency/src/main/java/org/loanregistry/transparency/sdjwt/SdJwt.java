package org.loanregistry.transparency.sdjwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * An SD-JWT or SD-JWT+KB in its compact form, RFC 9901: {@code jwt~disclosure~…~[key binding]}.
 *
 * @param issued what the issuer signed
 * @param disclosures as their holder chose to show them
 * @param keyBinding what the holder signed, null if nothing
 */
public record SdJwt(
        String issued, List<String> disclosures, @Nullable String keyBinding) {
    private static final int MAX_LENGTH = 1 << 20;

    /** Copies the disclosures. */
    public SdJwt {
        disclosures = List.copyOf(disclosures);
    }

    /** Takes the parts apart; reads none of them. */
    public static SdJwt parse(String text) {
        String[] parts = text.split("~", -1);
        if (text.length() > MAX_LENGTH || parts.length < 2) {
            throw new SdJwtException("an SD-JWT must have a ~ and at most " + MAX_LENGTH + " characters");
        }
        List<String> between = Arrays.asList(parts).subList(1, parts.length - 1);
        if (between.stream().anyMatch(String::isEmpty)) {
            throw new SdJwtException("an SD-JWT with an empty disclosure");
        }
        String last = parts[parts.length - 1];
        return new SdJwt(parts[0], between, last.isEmpty() ? null : last);
    }

    /** All but the key binding, with the last ~: what a holder signs the hash of. */
    public String presented() {
        StringBuilder text = new StringBuilder(issued).append('~');
        disclosures.forEach(one -> text.append(one).append('~'));
        return text.toString();
    }

    /** {@code sd_hash}: SHA-256 over {@link #presented}, in base64url. */
    public String hash() {
        return StrictText.toBase64Url(Sha256.of(presented().getBytes(StandardCharsets.UTF_8)));
    }

    /** The compact form. */
    public String toText() {
        return presented() + (keyBinding == null ? "" : keyBinding);
    }

    /** Shows no claim. */
    @Override
    public String toString() {
        return "SdJwt[" + disclosures.size() + " disclosures]";
    }
}
