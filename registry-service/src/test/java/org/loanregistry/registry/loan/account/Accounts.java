package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.Penalty;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** Accounts for tests, in yuan at 14.4 %. */
final class Accounts {
    static final LocalDate START = LocalDate.of(2024, 1, 10);

    private Accounts() {}

    static AccountTerms terms(long limit, String rate, DayCount dayCount, Charge... charges) {
        return new AccountTerms(
                Currency.getInstance("CNY"),
                limit,
                RatePlan.flat(new Rate(rate)),
                dayCount,
                List.of(charges),
                new Penalty(new Rate("0.5"), new Rate("1"), false),
                Component.BY_LAW);
    }

    static LoanEvent.Drawn drawn(int number, LocalDate on, long amount, RepaymentPlan plan) {
        return new LoanEvent.Drawn(on, number, amount, plan, null);
    }

    static RepaymentPlan monthly(LocalDate on, int months) {
        return new RepaymentPlan.Scheduled(new RepaymentMethod.EqualInstalments(), DueDates.monthly(on, months));
    }

    static LoanEvent.Repaid repaid(LocalDate on, long amount, Surplus surplus) {
        return new LoanEvent.Repaid(on, null, amount, surplus);
    }
}
