package org.loanregistry.registry.loan;

import java.util.regex.Pattern;

/**
 * A contract's term, in whole days or whole months, never converted from one to the other.
 *
 * @param text the ISO 8601 period, {@code P30D} or {@code P12M}, count 1 to 99,999
 */
public record Term(String text) {
    private static final Pattern FORM = Pattern.compile("P[1-9][0-9]{0,4}[DM]");

    /** Refuses any other form. */
    public Term {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a term of another form than " + FORM);
        }
    }
}
