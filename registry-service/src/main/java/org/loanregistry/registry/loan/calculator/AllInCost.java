package org.loanregistry.registry.loan.calculator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a loan costs a year, everything included: the rate at which all payments are worth what the borrower had at the
 * start. Both ways of putting it are given, for they differ (PBoC notice 2021/3 asks that the way be named).
 *
 * @param nominal twelve times the monthly rate, without compounding (单利), a decimal fraction of scale {@value #SCALE}
 * @param effective compounded over the year (复利), likewise
 */
public record AllInCost(BigDecimal nominal, BigDecimal effective) {
    /** Decimals of a rate, rounded half up. */
    public static final int SCALE = 8;

    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal CLOSE = new BigDecimal("1e-20");
    private static final int DAYS_A_YEAR = 365;
    private static final int MONTHS_A_YEAR = 12;
    private static final int MAX_DOUBLINGS = 200;

    /** Refuses rates of another scale. */
    public AllInCost {
        if (nominal.scale() != SCALE || effective.scale() != SCALE) {
            throw new IllegalArgumentException("an annual cost of another scale than " + SCALE);
        }
    }

    /** A payment, so many units of time after the start. */
    private record Payment(long after, long minor) {}

    /**
     * The cost of a loan paid as planned. Equal whole months are reckoned by the month; all others by the day,
     * {@code sum(payment / (1 + r)^(days / 365)) = net}.
     */
    public static AllInCost of(LoanTerms terms, Plan plan) {
        boolean months = terms.dueDates().areRegularMonths();
        List<Payment> payments = new ArrayList<>();
        long after = 0;
        for (PlanLine line : plan.lines()) {
            Period period = line.period();
            after += months ? period.wholeMonths() : ChronoUnit.DAYS.between(period.from(), period.to());
            payments.add(new Payment(after, line.amount()));
        }
        BigDecimal growth = growth(terms.netMinor(), payments);
        BigDecimal year = growth.pow(months ? MONTHS_A_YEAR : DAYS_A_YEAR, DIGITS);
        BigDecimal month = months ? growth : root(year, MONTHS_A_YEAR);
        return new AllInCost(
                month.subtract(BigDecimal.ONE)
                        .multiply(BigDecimal.valueOf(MONTHS_A_YEAR))
                        .setScale(SCALE, RoundingMode.HALF_UP),
                year.subtract(BigDecimal.ONE).setScale(SCALE, RoundingMode.HALF_UP));
    }

    /** The growth a unit of time at which the payments are worth {@code net}: the one root of a falling function. */
    private static BigDecimal growth(long net, List<Payment> payments) {
        BigDecimal low = BigDecimal.ONE;
        BigDecimal high = BigDecimal.ONE;
        BigDecimal wanted = BigDecimal.valueOf(net);
        if (payments.stream().allMatch(one -> one.minor() == 0)) {
            throw new IllegalArgumentException("a plan without payments has no cost");
        }
        for (int i = 0; i < MAX_DOUBLINGS && worth(payments, high).compareTo(wanted) > 0; i++) {
            high = high.multiply(TWO);
        }
        for (int i = 0; i < MAX_DOUBLINGS && worth(payments, low).compareTo(wanted) < 0; i++) {
            low = low.divide(TWO, DIGITS);
        }
        while (high.subtract(low).compareTo(CLOSE.multiply(high)) > 0) {
            BigDecimal middle = low.add(high).divide(TWO, DIGITS);
            if (worth(payments, middle).compareTo(wanted) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** What the payments are worth at the start. */
    private static BigDecimal worth(List<Payment> payments, BigDecimal growth) {
        BigDecimal discount = BigDecimal.ONE.divide(growth, DIGITS);
        BigDecimal worth = BigDecimal.ZERO;
        for (int i = payments.size() - 1; i >= 0; i--) {
            long before = i == 0 ? 0 : payments.get(i - 1).after();
            int gap = Math.toIntExact(payments.get(i).after() - before);
            worth = worth.add(BigDecimal.valueOf(payments.get(i).minor()), DIGITS)
                    .multiply(discount.pow(gap, DIGITS), DIGITS);
        }
        return worth;
    }

    /** The positive {@code degree}-th root, by halving. */
    private static BigDecimal root(BigDecimal value, int degree) {
        BigDecimal low = BigDecimal.ZERO;
        BigDecimal high = value.max(BigDecimal.ONE);
        while (high.subtract(low).compareTo(CLOSE.multiply(high)) > 0) {
            BigDecimal middle = low.add(high).divide(TWO, DIGITS);
            if (middle.pow(degree, DIGITS).compareTo(value) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
