package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;

/**
 * Interest by the day on a balance that changes (积数法): the exact interest of each stretch of days is summed, and the sum is
 * rounded once, when it is posted.
 *
 * @param dayCount what part of a year some days are
 * @param rates the annual rate over time
 */
public record Accrual(DayCount dayCount, RatePlan rates) {
    /** The exact interest on a balance from one day to another, in minor units; 0 if they are the same day. */
    public Fraction on(long balanceMinor, LocalDate from, LocalDate to) {
        return from.equals(to)
                ? Fraction.ZERO
                : rates.factor(Period.days(from, to), dayCount).times(balanceMinor);
    }
}
