package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** How one drawdown comes back. */
public sealed interface RepaymentPlan {

    /**
     * In any amount at any time until a day; interest by the day on what is still out.
     *
     * @param until when everything is due
     * @param interestWithEveryPayment whether a payment goes to the interest so far first; otherwise interest is due at the
     *     end
     */
    record OnDemand(LocalDate until, boolean interestWithEveryPayment) implements RepaymentPlan {}

    /** In instalments. */
    record Scheduled(RepaymentMethod method, DueDates dueDates) implements RepaymentPlan {}

    /** The day by which all is due. */
    default LocalDate end() {
        return switch (this) {
            case OnDemand one -> one.until();
            case Scheduled one -> one.dueDates().end();
        };
    }
}
