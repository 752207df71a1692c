package org.loanregistry.registry.loan.product;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.account.AccountTerms;
import org.loanregistry.registry.loan.account.RepaymentPlan;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Period;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/**
 * What a contract says of a loan's arithmetic, as frozen in its record.
 *
 * @param product the kind
 * @param account how the account is kept; the limit is the contract's principal
 * @param plan how it is repaid, where the contract fixes that: always in an instalment loan, never in a line
 * @param joint what several funders agreed among themselves, if the contract says it
 * @param guarantee who stands in for the borrower, if somebody does
 */
public record ProductTerms(
        Product product,
        AccountTerms account,
        @Nullable RepaymentPlan plan,
        @Nullable JointTerms joint,
        @Nullable Guarantee guarantee) {

    /** The terms of a drawdown as the calculator takes them. */
    public LoanTerms drawdown(long amountMinor, RepaymentPlan plan, @Nullable RatePlan rates, LocalDate on) {
        RepaymentMethod method = switch (plan) {
            case RepaymentPlan.Scheduled one -> one.method();
            case RepaymentPlan.OnDemand _ -> new RepaymentMethod.InterestFirst();
        };
        DueDates dates = switch (plan) {
            case RepaymentPlan.Scheduled one -> one.dueDates();
            case RepaymentPlan.OnDemand one -> new DueDates(List.of(Period.days(on, one.until())));
        };
        return new LoanTerms(
                account.currency(),
                amountMinor,
                rates == null ? account.rates() : rates,
                account.dayCount(),
                method,
                dates,
                account.charges(),
                account.penalty());
    }

    /** The loan that the contract fixes, if it fixes one. */
    public Optional<LoanTerms> loan() {
        return plan instanceof RepaymentPlan.Scheduled one
                ? Optional.of(
                        drawdown(account.limitMinor(), one, null, one.dueDates().start()))
                : Optional.empty();
    }
}
