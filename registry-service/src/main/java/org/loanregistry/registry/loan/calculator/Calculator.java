package org.loanregistry.registry.loan.calculator;

import java.util.ArrayList;
import java.util.List;

/** The one calculator of quotes and bookings. */
public final class Calculator {
    /** Frozen in every contract that it reckoned; a change of any figure is a new version beside this one. */
    public static final String VERSION = "loanreg-calculator/1";

    private Calculator() {}

    /** The repayment plan of a loan. */
    public static Plan plan(LoanTerms terms) {
        List<Period> periods = terms.dueDates().periods();
        List<Fraction> factors = periods.stream()
                .map(period -> terms.rates().factor(period, terms.dayCount()))
                .toList();
        List<Amortisation.Part> parts = Amortisation.of(terms.principalMinor(), factors, terms.method());
        long[] charges = charges(terms);
        List<PlanLine> lines = new ArrayList<>();
        long balance = terms.principalMinor();
        for (int i = 0; i < parts.size(); i++) {
            Amortisation.Part part = parts.get(i);
            balance -= part.principal();
            lines.add(new PlanLine(i + 1, periods.get(i), part.principal(), part.interest(), charges[i], balance));
        }
        return new Plan(lines);
    }

    private static long[] charges(LoanTerms terms) {
        long[] sums = new long[terms.dueDates().count()];
        for (Charge charge : terms.charges()) {
            List<Long> parts = charge.withInstalments(terms.principalMinor(), terms.dueDates());
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.addExact(sums[i], parts.get(i));
            }
        }
        return sums;
    }
}
