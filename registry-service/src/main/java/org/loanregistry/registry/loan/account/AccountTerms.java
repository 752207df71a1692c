package org.loanregistry.registry.loan.account;

import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.Penalty;
import org.loanregistry.registry.loan.calculator.RatePlan;

/**
 * By what an account is kept: the part of a contract's frozen terms that its arithmetic needs.
 *
 * @param currency ISO 4217
 * @param limitMinor the most that may be out at a time, above 0
 * @param rates the annual rate over time, for drawdowns that state no other
 * @param dayCount what part of a year some days are
 * @param charges what every drawdown is charged beside interest
 * @param penalty what being late costs; absent if nothing was agreed
 * @param order in which a payment goes to what is due, each component once
 */
public record AccountTerms(
        Currency currency,
        long limitMinor,
        RatePlan rates,
        DayCount dayCount,
        List<Charge> charges,
        @Nullable Penalty penalty,
        List<Component> order) {

    /** Refuses a limit of nothing and an order that leaves a component out or names it twice. */
    public AccountTerms {
        charges = List.copyOf(charges);
        order = List.copyOf(order);
        if (limitMinor < 1) {
            throw new IllegalArgumentException("got a limit of " + limitMinor + ", want at least 1 minor unit");
        }
        if (order.size() != Component.values().length || EnumSet.copyOf(order).size() != order.size()) {
            throw new IllegalArgumentException("the order of allocation must name every component once");
        }
    }
}
