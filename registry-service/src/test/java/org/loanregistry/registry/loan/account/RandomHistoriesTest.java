package org.loanregistry.registry.loan.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.LargestRemainder;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.RatePlan;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/**
 * Ten thousand accounts, whatever may happen to them; what must hold of each holds. {@code -Dloanreg.histories.seed=S} draws
 * others.
 */
class RandomHistoriesTest {
    private static final int ACCOUNTS = 1_250;
    private static final List<Surplus> SURPLUSES = List.of(Surplus.values());
    private static final List<DayCount> COUNTS = List.of(DayCount.values());
    private static final LocalDate FIRST = LocalDate.of(2023, 10, 1);
    private static final List<String> RATES = List.of("0", "0.0001", "0.036", "0.144", "0.24", "3.65");

    static LongStream seeds() {
        Long seed = Long.getLong("loanreg.histories.seed");
        return seed == null ? LongStream.rangeClosed(1, 8) : LongStream.of(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void money_neither_appears_nor_disappears_whatever_happens(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ACCOUNTS; i++) {
            String which = "loanreg.histories.seed=" + seed + " account " + i;
            AccountTerms terms = terms(random);
            List<LoanEvent> events = events(random, terms);
            // Some to the end of thirty years and beyond.
            LocalDate end = FIRST.plusDays(random.nextInt(50) == 0 ? 12_000 : random.nextInt(900, 2_000));
            AccountState state = Account.at(terms, events, end);

            checkSums(state, events, which);
            checkPostings(state, random, which);
            checkBookedAsQuoted(terms, events, which);
            List<LoanEvent> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed + i));
            assertEquals(state, Account.at(terms, shuffled, end), which);
        }
    }

    private static void checkSums(AccountState state, List<LoanEvent> events, String which) {
        long in = 0;
        long returned = 0;
        for (LoanEvent event : events) {
            switch (event) {
                case LoanEvent.Repaid one -> in += one.amountMinor();
                case LoanEvent.Debited one -> in += one.collectedMinor();
                case LoanEvent.GuaranteePaid one -> in += one.amountMinor();
                case LoanEvent.Recovered one -> in += one.amountMinor();
                case LoanEvent.Refunded one -> in += one.amountMinor();
                case LoanEvent.CreditReturned one -> returned += one.amountMinor();
                default -> {}
            }
        }
        if (!state.irregularities().contains(Irregularity.CREDIT_RETURNED_BEYOND_CREDIT)) {
            assertEquals(
                    in - returned,
                    state.paid().total()
                            + state.refundedMinor()
                            + state.recovered().total()
                            + state.creditMinor(),
                    which);
        }
        assertEquals(
                state.drawnMinor(),
                state.owed().principal()
                        + state.paid().principal()
                        + state.refundedMinor()
                        + state.writtenOff().principal(),
                which);
        assertTrue(state.creditMinor() >= 0 && state.notDueInterest() >= 0 && state.daysPastDue() >= 0, which);
        assertTrue(state.due().principal() <= state.owed().principal(), which);
    }

    private static void checkPostings(AccountState state, SplittableRandom random, String which) {
        List<Long> weights =
                random.longs(random.nextInt(2, 6), 1, 1_000_000).boxed().toList();
        long all = weights.stream().mapToLong(Long::longValue).sum();
        var shared = new SharedTotals(weights);
        long sum = 0;
        for (Posting posting : state.postings()) {
            Allocation one = posting.allocation();
            assertEquals(one.before(), one.applied().plus(one.after()), which);
            long applied = one.applied().total();
            sum += applied;
            assertEquals(
                    applied,
                    shared.post(applied).stream().mapToLong(Long::longValue).sum(),
                    which);
            for (int lender = 0; lender < weights.size(); lender++) {
                BigInteger drift = BigInteger.valueOf(shared.totals().get(lender))
                        .multiply(BigInteger.valueOf(all))
                        .subtract(BigInteger.valueOf(sum).multiply(BigInteger.valueOf(weights.get(lender))));
                assertTrue(drift.abs().compareTo(BigInteger.valueOf(all)) < 0, which);
            }
        }
    }

    /** The day on which it is paid out, a drawdown owes what the calculator quotes for it, instalment by instalment. */
    private static void checkBookedAsQuoted(AccountTerms terms, List<LoanEvent> events, String which) {
        for (LoanEvent event : events) {
            if (event instanceof LoanEvent.Drawn drawn && drawn.plan() instanceof RepaymentPlan.Scheduled plan) {
                var quoted = Calculator.plan(new LoanTerms(
                                terms.currency(),
                                drawn.amountMinor(),
                                drawn.rates() == null ? terms.rates() : drawn.rates(),
                                terms.dayCount(),
                                plan.method(),
                                plan.dueDates(),
                                terms.charges(),
                                terms.penalty()))
                        .lines()
                        .stream()
                        .map(line -> new AccountState.InstalmentState(
                                drawn.drawdown(),
                                line.period().to(),
                                new Amounts(0, 0, line.interest(), line.charge(), line.principal()),
                                Amounts.ZERO))
                        .toList();
                assertEquals(
                        quoted, Account.at(terms, List.of(drawn), drawn.on()).instalments(), which);
            }
        }
    }

    static AccountTerms terms(SplittableRandom random) {
        List<Charge> charges = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            charges.add(new Charge.Flat("flat", "lender", new Charge.Amount.Fixed(random.nextLong(0, 10_000))));
        }
        if (random.nextInt(3) == 0) {
            charges.add(new Charge.PerDay("daily", "lender", new Rate("0.001"), random.nextLong(0, 100_000)));
        }
        if (random.nextInt(3) == 0) {
            charges.add(new Charge.PerInstalment("fee", "lender", new Charge.Amount.OfPrincipal(new Rate("0.005"))));
        }
        return Accounts.terms(
                random.nextInt(10) == 0 ? random.nextLong(1, 4) : random.nextLong(1, 100_000_000),
                RATES.get(random.nextInt(RATES.size())),
                COUNTS.get(random.nextInt(COUNTS.size())),
                charges.toArray(Charge[]::new));
    }

    private static List<LoanEvent> events(SplittableRandom random, AccountTerms terms) {
        List<LoanEvent> events = new ArrayList<>();
        int drawdowns = random.nextInt(1, 4);
        for (int number = 1; number <= drawdowns; number++) {
            LocalDate on = random.nextInt(4) == 0 ? LocalDate.of(2024, 1, 31) : day(random, 400);
            long amount = random.nextLong(1, terms.limitMinor() + 1);
            RatePlan rates = random.nextInt(4) == 0 ? RatePlan.flat(new Rate("0.18")) : null;
            events.add(new LoanEvent.Drawn(on, number, amount, plan(random, on, amount), rates));
        }
        int count = random.nextInt(0, 12);
        for (int i = 0; i < count; i++) {
            events.add(event(random, terms, day(random, 800)));
        }
        return events;
    }

    private static LocalDate day(SplittableRandom random, int days) {
        return FIRST.plusDays(random.nextInt(days));
    }

    private static LoanEvent event(SplittableRandom random, AccountTerms terms, LocalDate on) {
        long amount = random.nextLong(1, terms.limitMinor() + 2);
        Surplus surplus = SURPLUSES.get(random.nextInt(3));
        return switch (random.nextInt(20)) {
            case 16 -> new LoanEvent.Mandated(on, new Mandate("M1", List.of(1, 3, 7), null));
            case 17 -> new LoanEvent.Debited(on, "M1", amount, random.nextLong(0, amount + 1), "R");
            case 18 -> new LoanEvent.MandateEnded(on, "M1", "R");
            case 0 -> new LoanEvent.Refunded(on, random.nextInt(1, 4), amount);
            case 1 -> new LoanEvent.GuaranteePaid(on, amount);
            case 2 -> new LoanEvent.CostIncurred(on, random.nextLong(1, 1_000));
            case 3 -> new LoanEvent.Classified(on, AssetClass.SUBSTANDARD, "R01");
            case 4 -> new LoanEvent.WrittenOff(on);
            case 5 -> new LoanEvent.Recovered(on, amount);
            case 6 -> new LoanEvent.CreditReturned(on, random.nextLong(1, 50));
            case 7 ->
                new LoanEvent.Rescheduled(
                        on,
                        random.nextInt(1, 4),
                        new RepaymentPlan.Scheduled(
                                new RepaymentMethod.EqualInstalments(), DueDates.monthly(on, random.nextInt(1, 37))));
            default -> Accounts.repaid(on, random.nextBoolean() ? amount : 1 + amount / 20, surplus);
        };
    }

    private static RepaymentPlan plan(SplittableRandom random, LocalDate on, long amount) {
        if (random.nextInt(3) == 0) {
            return new RepaymentPlan.OnDemand(on.plusDays(random.nextInt(1, 500)), random.nextBoolean());
        }
        int count = random.nextInt(20) == 0 ? 360 : random.nextInt(1, 25);
        DueDates dates = random.nextBoolean()
                ? DueDates.monthly(on, count)
                : DueDates.days(on, random.nextInt(1, 40), Math.min(count, 60));
        RepaymentMethod method = switch (random.nextInt(5)) {
            case 0 -> new RepaymentMethod.EqualPrincipal();
            case 1 -> new RepaymentMethod.InterestFirst();
            case 2 -> new RepaymentMethod.Balloon(random.nextLong(0, amount + 1));
            case 3 -> new RepaymentMethod.Seasonal(LargestRemainder.even(amount, dates.count()));
            default -> new RepaymentMethod.EqualInstalments();
        };
        return new RepaymentPlan.Scheduled(method, dates);
    }
}
