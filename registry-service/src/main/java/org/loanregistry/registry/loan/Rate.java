package org.loanregistry.registry.loan;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A yearly rate as a decimal fraction (0.12 is 12 %), kept as the text that was given so that it is reported as agreed.
 *
 * @param text up to 6 digits before the point and up to 12 after it, never negative
 */
public record Rate(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,12})?");

    /** Refuses any other form. */
    public Rate {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a rate of another form than " + FORM);
        }
    }

    /** The exact value. */
    public BigDecimal value() {
        return new BigDecimal(text);
    }
}
