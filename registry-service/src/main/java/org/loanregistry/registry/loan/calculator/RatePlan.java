package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.loanregistry.registry.loan.Rate;

/**
 * The annual rate over time: the base rate and promotions that replace it for some days. Frozen in the contract.
 *
 * @param base the annual rate outside every promotion
 * @param promotions in the order of time, none overlapping another
 */
public record RatePlan(Rate base, List<Promotion> promotions) {

    /**
     * Another rate for some days; 0 is interest-free.
     *
     * @param from first day
     * @param until the first day after it
     * @param rate annual
     */
    public record Promotion(LocalDate from, LocalDate until, Rate rate) {
        /** Refuses a promotion of no day. */
        public Promotion {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("a promotion must have at least one day");
            }
        }
    }

    /** Refuses promotions out of order or overlapping. */
    public RatePlan {
        promotions = List.copyOf(promotions);
        for (int i = 1; i < promotions.size(); i++) {
            if (promotions.get(i).from().isBefore(promotions.get(i - 1).until())) {
                throw new IllegalArgumentException("promotions must follow one another and not overlap");
            }
        }
    }

    /** The same rate always. */
    public static RatePlan flat(Rate rate) {
        return new RatePlan(rate, List.of());
    }

    /** What one unit of principal costs over a period. */
    public Fraction factor(Period period, DayCount dayCount) {
        Fraction whole = dayCount.of(period);
        Fraction factor = Fraction.of(base.value()).times(whole);
        long days = days(period.from(), period.to());
        for (Promotion one : promotions) {
            LocalDate from = later(one.from(), period.from());
            LocalDate until = one.until().isBefore(period.to()) ? one.until() : period.to();
            if (from.isBefore(until)) {
                // A month is a twelfth however many days it has: its promoted part is by its days.
                Fraction part = period.wholeMonths() > 0 && dayCount == DayCount.THIRTY_360
                        ? whole.times(Fraction.of(days(from, until), days))
                        : dayCount.between(from, until);
                Fraction difference = Fraction.of(one.rate().value().subtract(base.value()));
                factor = factor.plus(difference.times(part));
            }
        }
        return factor;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to);
    }
}
