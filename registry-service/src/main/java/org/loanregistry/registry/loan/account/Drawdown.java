package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.Fraction;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Period;

/** One drawdown while the account is folded. */
abstract sealed class Drawdown permits ScheduledDrawdown, OnDemandDrawdown {
    final int number;
    final LocalDate drawnOn;
    final LoanTerms terms;
    final List<Line> lines = new ArrayList<>();

    Drawdown(int number, LocalDate drawnOn, LoanTerms terms) {
        this.number = number;
        this.drawnOn = drawnOn;
        this.terms = terms;
    }

    /** Interest and penalty up to a day, which never goes back. */
    void accrue(LocalDate to) {
        for (Line line : lines) {
            line.accruePenalty(terms.penalty(), terms.rates().base(), terms.dayCount(), to);
        }
    }

    /** Pays principal that is not due yet, with the interest for the days it was used; what of the amount was taken. */
    abstract Amounts payEarly(LocalDate on, long amount, Surplus surplus);

    /** Takes up to {@code amount} off the principal that is not due yet; what was taken. */
    abstract long refund(LocalDate on, long amount);

    /** Lets go of the principal that is left, so that another plan takes it; the interest so far stays owed. */
    abstract long release(LocalDate on);

    /** Interest up to now that is not due yet, exact. */
    abstract Fraction notDue(LocalDate on);

    long principal() {
        return lines.stream().mapToLong(line -> line.open().principal()).sum();
    }

    /** What is owed now: all that is due, and all principal. */
    Amounts owed(LocalDate on) {
        Amounts sum = Amounts.ZERO;
        for (Line line : lines) {
            Amounts open = line.open();
            sum = sum.plus(line.isDue(on) ? open : Amounts.of(Component.PRINCIPAL, open.principal()));
        }
        return sum;
    }

    /** Everything owed leaves the books. */
    void writeOff() {
        for (Line line : lines) {
            line.owed = line.paid;
        }
    }

    /** What is still owed of each charge of the terms if the drawdown ends on a day. */
    List<Long> chargesAtEnd(LocalDate on) {
        List<Long> parts = new ArrayList<>();
        for (int i = 0; i < terms.charges().size(); i++) {
            long whole = switch (terms.charges().get(i)) {
                case Charge.UpFront _, Charge.PerInstalment _ -> 0;
                case Charge.Flat one -> one.amount().on(terms.principalMinor());
                case Charge.PerDay one -> one.upTo(ChronoUnit.DAYS.between(drawnOn, on), terms.principalMinor());
            };
            parts.add(Math.max(0, whole - charged(i)));
        }
        return parts;
    }

    /** How much of a charge the lines hold. */
    long charged(int place) {
        return lines.stream().mapToLong(line -> line.charges.get(place)).sum();
    }

    List<Long> noCharges() {
        return terms.charges().stream().map(_ -> 0L).toList();
    }

    /** Interest on an amount for some days, exact; 0 for none. */
    Fraction interest(LocalDate from, LocalDate to, long balance) {
        return from.isBefore(to)
                ? terms.rates().factor(Period.days(from, to), terms.dayCount()).times(balance)
                : Fraction.ZERO;
    }
}
