package org.loanregistry.registry.loan.calculator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How principal and interest fall on the instalments. The interest of an instalment is the balance before it times the
 * period's factor, rounded half up; the last instalment takes the principal that is left.
 */
final class Amortisation {
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private Amortisation() {}

    /** Principal and interest of one instalment. */
    record Part(long principal, long interest) {}

    static List<Part> of(long principal, List<Fraction> factors, RepaymentMethod method) {
        return switch (method) {
            case RepaymentMethod.EqualInstalments _ -> level(principal, factors, instalment(principal, factors, 0));
            case RepaymentMethod.Balloon(long left) -> level(principal, factors, instalment(principal, factors, left));
            case RepaymentMethod.EqualPrincipal _ -> {
                long part = Fraction.of(principal, factors.size()).roundHalfUp();
                yield given(principal, factors, Collections.nCopies(factors.size(), part));
            }
            case RepaymentMethod.InterestFirst _ -> given(principal, factors, Collections.nCopies(factors.size(), 0L));
            case RepaymentMethod.Seasonal(List<Long> parts) -> given(principal, factors, parts);
        };
    }

    /**
     * The instalment that repays all but {@code left}: {@code (P * product(1 + f) - left) / F}, with F 1 for the first period and
     * {@code 1 + F * (1 + f)} for each further one; equal periods give the usual annuity.
     */
    static long instalment(long principal, List<Fraction> factors, long left) {
        BigDecimal growth = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (Fraction factor : factors) {
            BigDecimal one = BigDecimal.ONE.add(factor.toDecimal(), DIGITS);
            growth = growth.multiply(one, DIGITS);
            sum = sum.multiply(one, DIGITS).add(BigDecimal.ONE, DIGITS);
        }
        return BigDecimal.valueOf(principal)
                .multiply(growth, DIGITS)
                .subtract(BigDecimal.valueOf(left), DIGITS)
                .divide(sum, DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The same amount every time; interest beyond it, as of a long first period, is due with its own instalment. */
    static List<Part> level(long principal, List<Fraction> factors, long amount) {
        List<Part> parts = new ArrayList<>();
        long balance = principal;
        for (int i = 0; i < factors.size(); i++) {
            long interest = factors.get(i).times(balance).roundHalfUp();
            boolean last = i == factors.size() - 1;
            long part = last ? balance : Math.clamp(amount - interest, 0, balance);
            parts.add(new Part(part, interest));
            balance -= part;
        }
        return parts;
    }

    private static List<Part> given(long principal, List<Fraction> factors, List<Long> wanted) {
        List<Part> parts = new ArrayList<>();
        long balance = principal;
        for (int i = 0; i < factors.size(); i++) {
            long interest = factors.get(i).times(balance).roundHalfUp();
            boolean last = i == factors.size() - 1;
            long part = last ? balance : Math.min(wanted.get(i), balance);
            parts.add(new Part(part, interest));
            balance -= part;
        }
        return parts;
    }
}
