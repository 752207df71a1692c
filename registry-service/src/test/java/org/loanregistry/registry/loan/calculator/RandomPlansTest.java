package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.loan.Rate;

class RandomPlansTest {
    private static final int LOANS = 2_500;
    private static final List<DayCount> DAY_COUNTS = List.of(DayCount.values());
    private static final List<String> RATES = List.of("0", "0.0001", "0.036", "0.144", "0.24", "0.36", "3.65", "36");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatever_the_terms_principal_sums_up_and_nothing_is_negative(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < LOANS; i++) {
            LoanTerms terms = terms(random);
            String which = "seed " + seed + " loan " + i;
            Plan plan = Calculator.plan(terms);

            assertEquals(terms.principalMinor(), plan.principal(), which);
            assertEquals(terms.dueDates().count(), plan.lines().size(), which);
            assertEquals(0, plan.lines().getLast().balanceAfter(), which);
            for (PlanLine line : plan.lines()) {
                assertTrue(
                        line.principal() >= 0 && line.interest() >= 0 && line.charge() >= 0 && line.balanceAfter() >= 0,
                        which);
            }
            assertEquals(charges(terms), plan.charges(), which);
        }
    }

    private static long charges(LoanTerms terms) {
        return terms.charges().stream()
                .collect(Collectors.summingLong(
                        one -> one.withInstalments(terms.principalMinor(), terms.dueDates()).stream()
                                .mapToLong(Long::longValue)
                                .sum()));
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void the_all_in_cost_of_a_loan_without_charges_is_its_rate(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            String rate = RATES.get(random.nextInt(1, RATES.size() - 2));
            LoanTerms terms = Loans.monthly(
                    random.nextLong(50_000_000, 500_000_000),
                    rate,
                    random.nextInt(1, 361),
                    random.nextBoolean()
                            ? new RepaymentMethod.EqualInstalments()
                            : new RepaymentMethod.EqualPrincipal());
            BigDecimal difference = AllInCost.of(terms, Calculator.plan(terms))
                    .nominal()
                    .subtract(new BigDecimal(rate))
                    .abs();

            assertTrue(
                    difference.compareTo(new BigDecimal("0.000001")) < 0,
                    "seed " + seed + " loan " + i + " " + difference);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void a_charge_always_makes_a_loan_dearer(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            DueDates dates = DueDates.days(Loans.START, random.nextInt(7, 91), random.nextInt(1, 6));
            LoanTerms free =
                    Loans.terms(1_000_000, "0.1", DayCount.ACT_365F, new RepaymentMethod.EqualInstalments(), dates);
            LoanTerms charged = Loans.terms(
                    1_000_000,
                    "0.1",
                    DayCount.ACT_365F,
                    new RepaymentMethod.EqualInstalments(),
                    dates,
                    Loans.fee("0.01"));

            assertTrue(
                    AllInCost.of(free, Calculator.plan(free))
                                    .effective()
                                    .compareTo(AllInCost.of(charged, Calculator.plan(charged))
                                            .effective())
                            < 0,
                    "seed " + seed + " loan " + i);
        }
    }

    static LoanTerms terms(SplittableRandom random) {
        long principal = random.nextInt(5) == 0 ? random.nextLong(1, 4) : random.nextLong(1, 1_000_000_000L);
        DueDates dates = dates(random);
        return new LoanTerms(
                Loans.CNY,
                principal,
                RatePlan.flat(new Rate(RATES.get(random.nextInt(RATES.size())))),
                DAY_COUNTS.get(random.nextInt(DAY_COUNTS.size())),
                method(random, principal, dates),
                dates,
                charges(random, principal),
                null);
    }

    private static DueDates dates(SplittableRandom random) {
        LocalDate start = LocalDate.of(2023, 12, 1).plusDays(random.nextInt(500));
        int count = random.nextInt(10) == 0 ? 360 : random.nextInt(1, 37);
        return switch (random.nextInt(3)) {
            case 0 -> DueDates.monthly(start, count);
            case 1 -> DueDates.monthsFrom(start, start.plusDays(random.nextInt(1, 90)), random.nextInt(1, 4), count);
            default -> DueDates.days(start, random.nextInt(1, 60), count);
        };
    }

    private static RepaymentMethod method(SplittableRandom random, long principal, DueDates dates) {
        return switch (random.nextInt(5)) {
            case 0 -> new RepaymentMethod.EqualInstalments();
            case 1 -> new RepaymentMethod.EqualPrincipal();
            case 2 -> new RepaymentMethod.InterestFirst();
            case 3 -> new RepaymentMethod.Balloon(random.nextLong(0, principal + 1));
            default -> new RepaymentMethod.Seasonal(LargestRemainder.even(principal, dates.count()));
        };
    }

    private static List<Charge> charges(SplittableRandom random, long principal) {
        List<Charge> charges = new ArrayList<>();
        if (random.nextBoolean()) {
            charges.add(new Charge.Flat("flat", "lender", new Charge.Amount.Fixed(random.nextLong(0, 100_000))));
        }
        if (random.nextBoolean()) {
            charges.add(new Charge.PerDay("daily", "platform", new Rate("0.001"), random.nextLong(0, principal + 1)));
        }
        if (random.nextBoolean()) {
            charges.add(new Charge.PerInstalment(
                    "instalment fee", "lender", new Charge.Amount.OfPrincipal(new Rate("0.005"))));
        }
        return charges;
    }
}
