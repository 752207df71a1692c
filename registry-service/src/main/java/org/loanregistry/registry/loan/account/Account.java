package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Period;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** The fold: events in, state out. Not thread-safe; {@link #at} is the way in. */
public final class Account {
    private final AccountTerms terms;
    private final List<Drawdown> drawdowns = new ArrayList<>();
    private final List<Line> costs = new ArrayList<>();
    private final Set<Irregularity> irregularities = EnumSet.noneOf(Irregularity.class);
    private final List<Posting> postings = new ArrayList<>();
    private long limit;
    private long drawn;
    private long refunded;
    private long credit;
    private Amounts paid = Amounts.ZERO;
    private Amounts writtenOff = Amounts.ZERO;
    private Amounts recovered = Amounts.ZERO;
    private final Debiting debiting = new Debiting();
    private AssetClass held = AssetClass.NORMAL;
    private @Nullable LocalDate closedOn;
    private LocalDate today = LocalDate.MIN;

    private Account(AccountTerms terms) {
        this.terms = terms;
        this.limit = terms.limitMinor();
    }

    /**
     * The state at the end of a day, of the events until then, in the order of {@link LoanEvent#order()}.
     */
    public static AccountState at(AccountTerms terms, List<LoanEvent> events, LocalDate asOf) {
        var account = new Account(terms);
        events.stream()
                .filter(event -> !event.on().isAfter(asOf))
                .sorted(LoanEvent.order())
                .forEach(account::apply);
        account.advance(asOf);
        return account.state();
    }

    private void apply(LoanEvent event) {
        advance(event.on());
        switch (event) {
            case LoanEvent.Opened _, LoanEvent.Annotated _, LoanEvent.Stated _ -> {}
            case LoanEvent.LimitChanged one -> limit = one.limitMinor();
            case LoanEvent.Drawn one -> draw(one);
            case LoanEvent.CostIncurred one -> {
                var line = new Line(0, one.on(), null, 0, 0, List.of());
                line.set(Component.COST, one.amountMinor());
                costs.add(line);
            }
            case LoanEvent.Refunded one -> refund(one);
            case LoanEvent.Repaid one -> pay(one.amountMinor(), one.surplus(), Posting.Source.REPAYMENT);
            case LoanEvent.GuaranteePaid one -> pay(one.amountMinor(), Surplus.CREDIT, Posting.Source.GUARANTEE);
            case LoanEvent.Mandated one -> debiting.give(one);
            case LoanEvent.Debited one -> debit(one);
            case LoanEvent.MandateEnded one -> flagIf(!debiting.end(one.mandate()), Irregularity.NO_SUCH_MANDATE);
            case LoanEvent.CreditReturned one -> {
                flagIf(one.amountMinor() > credit, Irregularity.CREDIT_RETURNED_BEYOND_CREDIT);
                credit = Math.max(0, credit - one.amountMinor());
            }
            case LoanEvent.Rescheduled one -> reschedule(one);
            case LoanEvent.Classified one -> held = one.assetClass();
            case LoanEvent.WrittenOff _ -> writeOff();
            case LoanEvent.Recovered one -> recover(one.amountMinor());
            case LoanEvent.Closed one -> {
                closedOn = one.on();
                flagIf(owed().total() > 0, Irregularity.CLOSED_WITH_BALANCE);
            }
        }
    }

    private void flagIf(boolean odd, Irregularity irregularity) {
        if (odd) {
            irregularities.add(irregularity);
        }
    }

    /** Lets time pass: penalties and interest grow, and a credit pays what falls due on the day on which it does. */
    private void advance(LocalDate to) {
        while (credit > 0) {
            LocalDate next = nextDue(to);
            if (next == null) {
                break;
            }
            accrue(next);
            long amount = credit;
            credit = 0;
            pay(amount, Surplus.CREDIT, Posting.Source.CREDIT);
        }
        accrue(to);
    }

    private @Nullable LocalDate nextDue(LocalDate to) {
        return lines().stream()
                .map(line -> line.due)
                .filter(due -> due.isAfter(today) && !due.isAfter(to))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void accrue(LocalDate to) {
        today = to;
        drawdowns.forEach(one -> one.accrue(to));
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>(costs);
        drawdowns.forEach(one -> lines.addAll(one.lines));
        return lines;
    }

    private Amounts owed() {
        Amounts sum = costs.stream().map(Line::open).reduce(Amounts.ZERO, Amounts::plus);
        for (Drawdown one : drawdowns) {
            sum = sum.plus(one.owed(today));
        }
        return sum;
    }

    private void draw(LoanEvent.Drawn event) {
        if (find(event.drawdown()) != null) {
            irregularities.add(Irregularity.DRAWDOWN_TWICE);
            return;
        }
        flagIf(owed().principal() + event.amountMinor() > limit, Irregularity.DRAWN_BEYOND_LIMIT);
        drawn = Math.addExact(drawn, event.amountMinor());
        RatePlan rates = event.rates() == null ? terms.rates() : event.rates();
        drawdowns.add(
                switch (event.plan()) {
                    case RepaymentPlan.Scheduled plan ->
                        new ScheduledDrawdown(
                                event.drawdown(),
                                event.on(),
                                loan(event.amountMinor(), rates, plan.method(), plan.dueDates()));
                    case RepaymentPlan.OnDemand plan -> {
                        DueDates end = new DueDates(List.of(Period.days(event.on(), plan.until())));
                        yield new OnDemandDrawdown(
                                event.drawdown(),
                                event.on(),
                                loan(event.amountMinor(), rates, new RepaymentMethod.InterestFirst(), end),
                                plan.interestWithEveryPayment());
                    }
                });
    }

    private LoanTerms loan(long amount, RatePlan rates, RepaymentMethod method, DueDates dates) {
        return new LoanTerms(
                terms.currency(), amount, rates, terms.dayCount(), method, dates, terms.charges(), terms.penalty());
    }

    private @Nullable Drawdown find(int number) {
        return drawdowns.stream()
                .filter(one -> one.number == number)
                .reduce((_, last) -> last)
                .orElse(null);
    }

    /** What is due first, oldest first; then principal early, dearest drawdown first; the rest is kept. */
    private void pay(long amount, Surplus surplus, Posting.Source source) {
        flagIf(drawdowns.isEmpty() && source == Posting.Source.REPAYMENT, Irregularity.PAID_BEFORE_DISBURSAL);
        List<Line> due = due(source == Posting.Source.AUTO_REPAY);
        Amounts applied = Amounts.ZERO;
        List<Amounts> open = due.stream().map(Line::open).toList();
        for (Allocation.Part part : Allocation.inOrder(amount, open, terms.order())) {
            due.get(part.place()).pay(part.applied());
            applied = applied.plus(part.applied());
        }
        boolean early = source != Posting.Source.CREDIT && source != Posting.Source.AUTO_REPAY;
        for (Drawdown one : dearestFirst()) {
            if (early && applied.total() < amount) {
                applied = applied.plus(one.payEarly(today, amount - applied.total(), surplus));
            }
        }
        long rest = amount - applied.total();
        credit = Math.addExact(credit, rest);
        paid = paid.plus(applied);
        if (source != Posting.Source.CREDIT || applied.total() > 0) {
            post(source, applied, rest);
        }
    }

    /** What is due, oldest first; of one day by number, or the dearest first where the lender may choose. */
    private List<Line> due(boolean dearestFirst) {
        List<Integer> order = dearestFirst().stream().map(one -> one.number).toList();
        return lines().stream()
                .filter(line -> line.isDue(today))
                .sorted(Comparator.comparing((Line line) -> line.due)
                        .thenComparingInt(line -> dearestFirst ? order.indexOf(line.drawdown) : 0)
                        .thenComparingInt(line -> line.drawdown))
                .toList();
    }

    private void debit(LoanEvent.Debited event) {
        long due = due(true).stream().mapToLong(line -> line.open().total()).sum();
        Mandate mandate = debiting.tried(event);
        flagIf(mandate == null, Irregularity.NO_SUCH_MANDATE);
        flagIf(event.askedMinor() > (mandate == null ? due : mandate.asks(due)), Irregularity.DEBITED_BEYOND_DUE);
        if (event.collectedMinor() > 0) {
            pay(event.collectedMinor(), Surplus.CREDIT, Posting.Source.AUTO_REPAY);
        }
    }

    private List<Drawdown> dearestFirst() {
        return drawdowns.stream()
                .sorted(Comparator.comparing(
                                (Drawdown one) -> one.terms.rates().base().value())
                        .reversed()
                        .thenComparingInt(one -> one.number))
                .toList();
    }

    private void post(Posting.Source source, Amounts applied, long rest) {
        Amounts after = owed();
        postings.add(new Posting(today, source, new Allocation(after.plus(applied), applied, after, rest)));
    }

    private void refund(LoanEvent.Refunded event) {
        Drawdown drawdown = find(event.drawdown());
        if (drawdown == null) {
            irregularities.add(Irregularity.UNKNOWN_DRAWDOWN);
            credit = Math.addExact(credit, event.amountMinor());
            return;
        }
        long taken = drawdown.refund(today, event.amountMinor());
        refunded = Math.addExact(refunded, taken);
        if (taken > 0) {
            post(Posting.Source.REFUND, Amounts.of(Component.PRINCIPAL, taken), 0);
        }
        if (taken < event.amountMinor()) {
            // What was paid or fell due already comes back as a payment would.
            pay(event.amountMinor() - taken, Surplus.CREDIT, Posting.Source.REFUND);
        }
    }

    private void reschedule(LoanEvent.Rescheduled event) {
        Drawdown old = find(event.drawdown());
        if (old == null) {
            irregularities.add(Irregularity.UNKNOWN_DRAWDOWN);
            return;
        }
        long balance = old.release(today);
        if (balance > 0) {
            LoanTerms loan = new LoanTerms(
                    terms.currency(),
                    balance,
                    old.terms.rates(),
                    terms.dayCount(),
                    event.plan().method(),
                    event.plan().dueDates(),
                    List.of(),
                    terms.penalty());
            drawdowns.add(new ScheduledDrawdown(old.number, today, loan));
        }
    }

    private void writeOff() {
        Amounts interest = Amounts.of(Component.INTEREST, notDue());
        writtenOff = writtenOff.plus(owed()).plus(interest);
        drawdowns.forEach(Drawdown::writeOff);
        costs.forEach(line -> line.owed = line.paid);
    }

    private long notDue() {
        return drawdowns.stream()
                .mapToLong(one -> one.notDue(today).roundHalfUp())
                .sum();
    }

    private void recover(long amount) {
        Amounts open = writtenOff.minus(recovered);
        flagIf(writtenOff.total() == 0, Irregularity.RECOVERED_WITHOUT_WRITE_OFF);
        Allocation allocation = Allocation.of(amount, open, terms.order());
        recovered = recovered.plus(allocation.applied());
        credit = Math.addExact(credit, allocation.rest());
        postings.add(new Posting(today, Posting.Source.RECOVERY, allocation));
    }

    private AccountState state() {
        List<Line> lines = lines();
        Amounts due = Amounts.ZERO;
        LocalDate oldest = today;
        List<AccountState.InstalmentState> instalments = new ArrayList<>();
        lines.sort(Comparator.comparing((Line line) -> line.due).thenComparingInt(line -> line.drawdown));
        for (Line line : lines) {
            instalments.add(new AccountState.InstalmentState(line.drawdown, line.due, line.owed, line.paid));
            if (line.isDue(today)) {
                due = due.plus(line.open());
                oldest = line.open().total() > 0 && line.due.isBefore(oldest) ? line.due : oldest;
            }
        }
        long late = today.toEpochDay() - oldest.toEpochDay();
        AssetClass byDays = writtenOff.total() > 0 ? AssetClass.LOSS : AssetClass.ofDaysPastDue(late);
        return new AccountState(
                today,
                limit,
                drawn,
                owed(),
                due,
                notDue(),
                paid,
                refunded,
                credit,
                writtenOff,
                recovered,
                late,
                byDays.orWorse(held),
                closedOn,
                debiting.state(today, closedOn == null ? lines() : List.of(), due(true), terms.order()),
                irregularities,
                instalments,
                postings);
    }
}
