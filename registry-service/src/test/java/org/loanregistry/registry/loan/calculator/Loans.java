package org.loanregistry.registry.loan.calculator;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.loanregistry.registry.loan.Rate;

/** Terms for tests, in yuan. */
final class Loans {
    static final Currency CNY = Currency.getInstance("CNY");
    static final LocalDate START = LocalDate.of(2026, 1, 10);

    private Loans() {}

    /** Monthly instalments by whole months. */
    static LoanTerms monthly(long principal, String rate, int months, RepaymentMethod method, Charge... charges) {
        return terms(principal, rate, DayCount.THIRTY_360, method, DueDates.monthly(START, months), charges);
    }

    static LoanTerms terms(
            long principal, String rate, DayCount dayCount, RepaymentMethod method, DueDates dates, Charge... charges) {
        return new LoanTerms(
                CNY,
                principal,
                RatePlan.flat(new Rate(rate)),
                dayCount,
                method,
                dates,
                List.of(charges),
                new Penalty(new Rate("0.5"), new Rate("1"), false));
    }

    static Charge fee(String part) {
        return new Charge.UpFront("up-front fee", "lender", new Charge.Amount.OfPrincipal(new Rate(part)), true);
    }
}
