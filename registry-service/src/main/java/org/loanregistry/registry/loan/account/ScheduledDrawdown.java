package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.Fraction;
import org.loanregistry.registry.loan.calculator.LargestRemainder;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Period;
import org.loanregistry.registry.loan.calculator.PlanLine;
import org.loanregistry.registry.loan.calculator.Remainder;

/** A drawdown in instalments: the calculator's plan, and its remainder whenever principal is paid early. */
final class ScheduledDrawdown extends Drawdown {
    private final Remainder rule;

    ScheduledDrawdown(int number, LocalDate drawnOn, LoanTerms terms) {
        super(number, drawnOn, terms);
        this.rule = new Remainder(terms.method(), terms.rates(), terms.dayCount());
        List<List<Long>> charges = terms.charges().stream()
                .map(one -> one.withInstalments(terms.principalMinor(), terms.dueDates()))
                .toList();
        for (PlanLine line : Calculator.plan(terms).lines()) {
            List<Long> parts =
                    charges.stream().map(all -> all.get(line.number() - 1)).toList();
            add(line.period(), line.principal(), line.interest(), parts);
        }
    }

    private void add(Period period, long principal, long interest, List<Long> charges) {
        lines.add(new Line(number, period.to(), period, principal, interest, charges));
    }

    /** The instalments to come, with the interest on their principal up to now. */
    private record Rest(List<Line> lines, long balance, LocalDate from, long interest) {}

    private Rest rest(LocalDate on) {
        List<Line> rest = lines.stream()
                .filter(line -> !line.isDue(on) && line.period != null)
                .toList();
        long balance = rest.stream().mapToLong(line -> line.open().principal()).sum();
        LocalDate from = on;
        if (!rest.isEmpty() && rest.getFirst().period != null) {
            from = rest.getFirst().period.from();
        }
        return new Rest(rest, balance, from, interest(from, on, balance).roundHalfUp());
    }

    @Override
    Amounts payEarly(LocalDate on, long amount, Surplus surplus) {
        Rest rest = rest(on);
        if (surplus == Surplus.CREDIT || rest.balance() == 0) {
            return Amounts.ZERO;
        }
        List<Long> charges = chargesAtEnd(on, rest);
        long charge = charges.stream().mapToLong(Long::longValue).sum();
        if (amount >= rest.interest() + rest.balance() + charge) {
            Line last = settled(on, rest, rest.balance(), charges);
            return paid(last, last.open());
        }
        if (amount <= rest.interest() || amount >= rest.interest() + rest.balance()) {
            // Too little for the interest of these days, or all of the principal and not the charges: it waits.
            return Amounts.ZERO;
        }
        Line settled = settled(on, rest, amount - rest.interest(), noCharges());
        replan(on, rest, rest.balance() - (amount - rest.interest()), surplus);
        return paid(settled, settled.open());
    }

    /** As if the instalments to come were gone, for their charges are not owed yet. */
    private List<Long> chargesAtEnd(LocalDate on, Rest rest) {
        lines.removeAll(rest.lines());
        List<Long> parts = chargesAtEnd(on);
        lines.addAll(rest.lines());
        return parts;
    }

    private static Amounts paid(Line line, Amounts part) {
        line.pay(part);
        return part;
    }

    /** Takes the instalments to come away and puts one in their place, for the interest so far and some principal. */
    private Line settled(LocalDate due, Rest rest, long principal, List<Long> charges) {
        lines.removeAll(rest.lines());
        var line = new Line(number, due, null, principal, rest.interest(), charges);
        lines.add(line);
        return line;
    }

    private void replan(LocalDate on, Rest rest, long balance, Surplus surplus) {
        List<Remainder.Line> planned = new ArrayList<>();
        for (Line line : rest.lines()) {
            Period period = line.period;
            if (period != null) {
                boolean begun = period.from().isBefore(on);
                planned.add(new Remainder.Line(
                        begun ? Period.days(on, period.to()) : period, line.owed.principal(), line.owed.interest()));
            }
        }
        addAll(surplus == Surplus.SHORTER ? rule.shorter(balance, planned) : rule.smaller(balance, planned));
    }

    private void addAll(List<Remainder.Line> plan) {
        List<List<Long>> charges = charges(plan);
        for (int i = 0; i < plan.size(); i++) {
            int place = i;
            Remainder.Line line = plan.get(i);
            add(
                    line.period(),
                    line.principal(),
                    line.interest(),
                    charges.stream().map(all -> all.get(place)).toList());
        }
    }

    /** The charges of a new plan: what is left of a flat one goes with it. */
    private List<List<Long>> charges(List<Remainder.Line> plan) {
        List<List<Long>> charges = new ArrayList<>();
        for (int i = 0; i < terms.charges().size(); i++) {
            long charged = charged(i);
            charges.add(
                    switch (terms.charges().get(i)) {
                        case Charge.UpFront _ -> LargestRemainder.even(0, plan.size());
                        case Charge.PerInstalment one ->
                            plan.stream()
                                    .map(_ -> one.amount().on(terms.principalMinor()))
                                    .toList();
                        case Charge.Flat one ->
                            LargestRemainder.even(
                                    Math.max(0, one.amount().on(terms.principalMinor()) - charged), plan.size());
                        case Charge.PerDay one -> perDay(one, plan, charged);
                    });
        }
        return charges;
    }

    private List<Long> perDay(Charge.PerDay charge, List<Remainder.Line> plan, long charged) {
        List<Long> parts = new ArrayList<>();
        long before = charged;
        for (Remainder.Line line : plan) {
            long after = Math.max(
                    before,
                    charge.upTo(ChronoUnit.DAYS.between(drawnOn, line.period().to()), terms.principalMinor()));
            parts.add(after - before);
            before = after;
        }
        return parts;
    }

    @Override
    long refund(LocalDate on, long amount) {
        Rest rest = rest(on);
        long taken = Math.min(amount, rest.balance());
        if (taken == 0) {
            return 0;
        }
        // The interest of the days until the refund stays due when it would have been.
        Line settled = settled(rest.lines().getFirst().due, rest, taken, noCharges());
        settled.pay(Amounts.of(Component.PRINCIPAL, taken));
        if (taken < rest.balance()) {
            replan(on, rest, rest.balance() - taken, Surplus.SMALLER);
        }
        return taken;
    }

    @Override
    long release(LocalDate on) {
        Rest rest = rest(on);
        long balance = principal();
        settled(on, rest, 0, noCharges());
        lines.forEach(line -> line.set(Component.PRINCIPAL, line.paid.principal()));
        return balance;
    }

    @Override
    Fraction notDue(LocalDate on) {
        Rest rest = rest(on);
        return interest(rest.from(), on, rest.balance());
    }
}
