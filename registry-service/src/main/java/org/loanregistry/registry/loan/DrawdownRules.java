package org.loanregistry.registry.loan;

import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Outcome.Reason;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.account.RepaymentPlan;

/** What a lender may not pay out. All else that is odd is recorded and said, for it happened. */
final class DrawdownRules {
    private DrawdownRules() {}

    /** Why the event is not recorded; null if it may be. */
    static @Nullable Outcome refusal(LoanEvent event, Ledger ledger) {
        if (!(event instanceof LoanEvent.Drawn drawn)) {
            return null;
        }
        AccountState state = ledger.at(drawn.on());
        AccountState last = ledger.now();
        if (state.closedOn() != null || state.writtenOff().total() > 0) {
            return refused("kind", "must not be a drawdown of a loan that is closed or written off");
        }
        boolean taken = last.instalments().stream().anyMatch(one -> one.drawdown() == drawn.drawdown());
        if (taken) {
            return refused("drawdown", "must be a number that no drawdown of this loan has");
        }
        if (ledger.terms().plan() instanceof RepaymentPlan.Scheduled
                && drawn.amountMinor() != ledger.terms().account().limitMinor()) {
            return refused("amountMinor", "must be the principal of the contract");
        }
        if (drawn.amountMinor() > Math.min(state.availableMinor(), last.availableMinor())) {
            return refused("amountMinor", "must be at most what is available of the limit");
        }
        return null;
    }

    private static Outcome refused(String field, String rule) {
        return Outcome.rejected(Reason.INVALID, "event." + field, rule);
    }
}
