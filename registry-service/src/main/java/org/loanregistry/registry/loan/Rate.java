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
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,10})?%");

    /** Refuses any other form. */
    public Rate {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a rate of another form than " + FORM);
        }
    }

    /**
     * The rate that a text such as {@code 14.4%} gives. The sign must be there: 14.4 and 0.144 are too easily mistaken.
     *
     * @throws IllegalArgumentException if it is no plain decimal before a per cent sign
     */
    public static Rate parsePercent(String percent) {
        if (!PERCENT.matcher(percent).matches()) {
            throw new IllegalArgumentException("must be a decimal number and a per cent sign, such as 14.4%");
        }
        BigDecimal hundredfold = new BigDecimal(percent.substring(0, percent.length() - 1));
        return new Rate(hundredfold.movePointLeft(2).toPlainString());
    }

    /** The exact value. */
    public BigDecimal value() {
        return new BigDecimal(text);
    }
}
