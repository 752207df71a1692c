package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.Fraction;
import org.loanregistry.registry.loan.calculator.Penalty;
import org.loanregistry.registry.loan.calculator.Period;

/** One amount of a drawdown with a due date, while the account is folded. */
final class Line {
    final int drawdown;
    final LocalDate due;
    /** The time for which its interest is due; none for one that settles on the day on which the period began. */
    final @Nullable Period period;
    /** Its part of each charge of the terms, in their order. */
    List<Long> charges;

    Amounts owed;
    Amounts paid = Amounts.ZERO;
    private Fraction penalty = Fraction.ZERO;
    private LocalDate penaltyTo;

    Line(int drawdown, LocalDate due, @Nullable Period period, long principal, long interest, List<Long> charges) {
        this.drawdown = drawdown;
        this.due = due;
        this.period = period;
        this.charges = List.copyOf(charges);
        this.owed = new Amounts(
                0, 0, interest, charges.stream().mapToLong(Long::longValue).sum(), principal);
        this.penaltyTo = due;
    }

    Amounts open() {
        return owed.minus(paid);
    }

    boolean isDue(LocalDate on) {
        return !due.isAfter(on);
    }

    void pay(Amounts part) {
        paid = paid.plus(part);
    }

    void set(Component component, long minor) {
        owed = owed.with(component, minor);
    }

    /** Penalty up to a day: exact so far, rounded as a whole, so that it does not matter how often it is looked at. */
    void accruePenalty(@Nullable Penalty terms, Rate contract, DayCount dayCount, LocalDate to) {
        if (terms == null || !penaltyTo.isBefore(to)) {
            return;
        }
        Amounts open = open();
        long base = open.principal() + (terms.compounds() ? open.interest() : 0);
        if (base > 0) {
            penalty = penalty.plus(terms.annualRate(contract, true, false)
                    .times(dayCount.between(penaltyTo, to))
                    .times(base));
            set(Component.PENALTY, penalty.roundHalfUp());
        }
        penaltyTo = to;
    }
}
