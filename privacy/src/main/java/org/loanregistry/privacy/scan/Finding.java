package org.loanregistry.privacy.scan;

/**
 * A number of a person in a text. It holds places, not the number.
 *
 * @param kind what it looks like
 * @param start index of its first character
 * @param end index after its last, above {@code start}
 */
public record Finding(Kind kind, int start, int end) {
    /** What a number looks like. */
    public enum Kind {
        /** A resident card's number of 18 characters with its check character, or of 15 with a date. */
        CN_ID,
        /** A bank card of 15 to 19 digits with its check digit. */
        CARD,
        /** A mainland mobile number. */
        MOBILE
    }

    /** Refuses an empty place. */
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a finding from " + start + " to " + end);
        }
    }
}
