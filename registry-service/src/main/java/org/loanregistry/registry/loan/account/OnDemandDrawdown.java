package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.List;
import org.loanregistry.registry.loan.calculator.Fraction;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Period;

/** A drawdown repaid in any amount at any time: exact interest on the balance of every day, rounded as a whole. */
final class OnDemandDrawdown extends Drawdown {
    private final boolean interestWithEveryPayment;
    private final Line line;
    private Fraction accrued = Fraction.ZERO;
    private LocalDate accruedTo;

    OnDemandDrawdown(int number, LocalDate drawnOn, LoanTerms terms, boolean interestWithEveryPayment) {
        super(number, drawnOn, terms);
        this.interestWithEveryPayment = interestWithEveryPayment;
        this.accruedTo = drawnOn;
        Period period = terms.dueDates().periods().getFirst();
        List<Long> charges = terms.charges().stream()
                .map(one -> one.withInstalments(terms.principalMinor(), terms.dueDates())
                        .getFirst())
                .toList();
        this.line = new Line(number, period.to(), period, terms.principalMinor(), 0, charges);
        lines.add(line);
    }

    @Override
    void accrue(LocalDate to) {
        LocalDate end = line.isDue(to) ? line.due : to;
        if (accruedTo.isBefore(end)) {
            accrued = accrued.plus(interest(accruedTo, end, line.open().principal()));
            accruedTo = end;
        }
        if (line.isDue(to)) {
            post();
        }
        super.accrue(to);
    }

    private void post() {
        if (line.owed.principal() > 0 || line.owed.interest() > 0) {
            line.set(Component.INTEREST, accrued.roundHalfUp());
        }
    }

    @Override
    void writeOff() {
        accrued = Fraction.of(line.paid.interest());
        super.writeOff();
    }

    @Override
    Amounts payEarly(LocalDate on, long amount, Surplus surplus) {
        if (line.isDue(on)) {
            return Amounts.ZERO;
        }
        Amounts open = line.open();
        long interest = accrued.roundHalfUp() - line.paid.interest();
        List<Long> charges = chargesAt(on);
        long charge = charges.stream().mapToLong(Long::longValue).sum() - line.paid.charge();
        if (amount >= open.principal() + interest + charge) {
            post();
            line.charges = charges;
            line.set(Component.CHARGE, charge + line.paid.charge());
            Amounts all = line.open();
            line.pay(all);
            return all;
        }
        long first = interestWithEveryPayment || amount > open.principal() ? Math.min(amount, interest) : 0;
        if (first > 0) {
            post();
        }
        long principal = Math.min(amount - first, open.principal());
        Amounts part = Amounts.of(Component.PRINCIPAL, principal).with(Component.INTEREST, first);
        line.pay(part);
        return part;
    }

    private List<Long> chargesAt(LocalDate on) {
        lines.clear();
        List<Long> charges = chargesAtEnd(on);
        lines.add(line);
        return charges;
    }

    @Override
    long refund(LocalDate on, long amount) {
        long taken = line.isDue(on) ? 0 : Math.min(amount, line.open().principal());
        line.pay(Amounts.of(Component.PRINCIPAL, taken));
        return taken;
    }

    @Override
    long release(LocalDate on) {
        post();
        long balance = principal();
        line.set(Component.PRINCIPAL, line.paid.principal());
        return balance;
    }

    @Override
    Fraction notDue(LocalDate on) {
        return line.isDue(on) ? Fraction.ZERO : accrued.plus(Fraction.of(-line.paid.interest()));
    }
}
