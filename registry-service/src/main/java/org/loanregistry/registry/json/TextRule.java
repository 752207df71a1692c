package org.loanregistry.registry.json;

import java.text.Normalizer;
import java.util.Optional;

/** What every text of a request keeps to: not empty, bounded, Unicode normalization form C, no control characters. */
public final class TextRule {
    private TextRule() {}

    /** The rule that {@code text} breaks, if any; {@code maxLength} counts UTF-16 units. */
    public static Optional<String> brokenBy(String text, int maxLength) {
        if (text.isEmpty()) {
            return Optional.of("must not be empty; leave it out if it is unknown");
        }
        if (text.length() > maxLength) {
            return Optional.of("must have at most " + maxLength + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return Optional.of("must not hold control characters");
            }
            if (c >= 0x80) {
                return notAscii(text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notAscii(String text) {
        boolean whole = text.codePoints()
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE || Character.isISOControl(point));
        if (!whole) {
            return Optional.of("must not hold control characters or halves of characters");
        }
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? Optional.empty()
                : Optional.of("must be in Unicode normalization form C");
    }
}
