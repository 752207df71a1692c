package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;

/**
 * The time for which one instalment's interest is due; the first day counts and the last does not.
 *
 * @param from the day of disbursal or of the instalment before
 * @param to the day it is due, after {@code from}
 * @param wholeMonths how many months of the due-date calendar it is, or 0 if it is no whole number of them
 */
public record Period(LocalDate from, LocalDate to, int wholeMonths) {
    /** Refuses a period that has no day. */
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period must have at least one day");
        }
        if (wholeMonths < 0) {
            throw new IllegalArgumentException("a negative number of months");
        }
    }

    /** A period counted by days. */
    public static Period days(LocalDate from, LocalDate to) {
        return new Period(from, to, 0);
    }
}
