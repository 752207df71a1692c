package org.loanregistry.registry.loan.calculator;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.loanregistry.registry.loan.Rate;

/**
 * What a borrower pays for a loan beside interest. A charge is an amount with a way to come due and never an annual rate;
 * what it costs a year is worked out by {@link AllInCost} from when the money moves.
 */
public sealed interface Charge {
    /** As the cost table names it. */
    String name();

    /** Who charges it. */
    String payee();

    /** How much a charge is. */
    sealed interface Amount {
        /** So many minor units. */
        record Fixed(long minor) implements Amount {
            /** Refuses a negative amount. */
            public Fixed {
                if (minor < 0) {
                    throw new IllegalArgumentException("a negative charge");
                }
            }
        }

        /** A part of the principal, rounded half up. */
        record OfPrincipal(Rate part) implements Amount {}

        /** The amount on this principal. */
        default long on(long principalMinor) {
            return switch (this) {
                case Fixed(long minor) -> minor;
                case OfPrincipal(Rate part) ->
                    Fraction.of(part.value()).times(principalMinor).roundHalfUp();
            };
        }
    }

    /**
     * Paid once, when the loan is.
     *
     * @param deducted whether it is kept back from the principal; otherwise the borrower pays it from elsewhere
     */
    record UpFront(String name, String payee, Amount amount, boolean deducted) implements Charge {}

    /** The same amount with every instalment. */
    record PerInstalment(String name, String payee, Amount amount) implements Charge {}

    /** One amount for the whole loan, whatever its term; spread over the instalments, the first take the remainder. */
    record Flat(String name, String payee, Amount amount) implements Charge {}

    /**
     * A part of the principal drawn for every day since, until a cap is reached.
     *
     * @param daily part of the principal a day
     * @param capMinor the most that is charged in all
     */
    record PerDay(String name, String payee, Rate daily, long capMinor) implements Charge {
        /** Refuses a negative cap. */
        public PerDay {
            if (capMinor < 0) {
                throw new IllegalArgumentException("a negative cap of a charge");
            }
        }

        /** Everything charged in the first {@code days} days, rounded once. */
        public long upTo(long days, long principalMinor) {
            return Math.min(
                    capMinor,
                    Fraction.of(daily.value()).times(principalMinor).times(days).roundHalfUp());
        }
    }

    /** What comes due with each instalment; 0 for a charge at the start. */
    default List<Long> withInstalments(long principalMinor, DueDates dates) {
        return switch (this) {
            case UpFront _ -> Collections.nCopies(dates.count(), 0L);
            case PerInstalment one ->
                Collections.nCopies(dates.count(), one.amount().on(principalMinor));
            case Flat one -> LargestRemainder.even(one.amount().on(principalMinor), dates.count());
            case PerDay one -> {
                var parts = new ArrayList<Long>();
                long before = 0;
                for (Period period : dates.periods()) {
                    long days = ChronoUnit.DAYS.between(dates.start(), period.to());
                    long after = one.upTo(days, principalMinor);
                    parts.add(after - before);
                    before = after;
                }
                yield List.copyOf(parts);
            }
        };
    }

    /** What is due when the loan is paid out; 0 for a charge that comes with the instalments. */
    default long atStart(long principalMinor) {
        return this instanceof UpFront one ? one.amount().on(principalMinor) : 0;
    }
}
