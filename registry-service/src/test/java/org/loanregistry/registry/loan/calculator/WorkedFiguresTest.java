package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.loan.Rate;

/** Figures that anyone can redo with a spreadsheet. */
class WorkedFiguresTest {
    private static final Rate RATE = new Rate("0.144");

    @Test
    void equal_instalments_of_12000_at_14_4_percent_over_12_months() {
        Plan plan = Calculator.plan(Loans.monthly(1_200_000, "0.144", 12, new RepaymentMethod.EqualInstalments()));

        PlanLine first = plan.lines().getFirst();
        assertEquals(107_971, first.amount());
        assertEquals(14_400, first.interest());
        assertEquals(93_571, first.principal());
        assertEquals(107_964, plan.lines().getLast().amount());
        assertEquals(95_645, plan.interest());
        assertEquals(1_200_000, plan.principal());
    }

    @Test
    void equal_principal_of_12000_at_14_4_percent_over_12_months() {
        Plan plan = Calculator.plan(Loans.monthly(1_200_000, "0.144", 12, new RepaymentMethod.EqualPrincipal()));

        assertEquals(114_400, plan.lines().getFirst().amount());
        assertEquals(101_200, plan.lines().getLast().amount());
        assertEquals(93_600, plan.interest());
    }

    @Test
    void a_line_bears_interest_on_its_daily_balances_rounded_once() {
        var accrual = new Accrual(DayCount.ACT_360, RatePlan.flat(RATE));
        Fraction interest = accrual.on(1_000_000, LocalDate.of(2024, 1, 10), LocalDate.of(2024, 1, 25))
                .plus(accrual.on(600_000, LocalDate.of(2024, 1, 25), LocalDate.of(2024, 3, 15)));

        assertEquals(18_000, interest.roundHalfUp());
    }

    @Test
    void a_daily_rate_is_never_rounded_by_the_day() {
        Fraction once = Fraction.of(new BigDecimal("0.000315")).times(123_456).times(30);
        long byTheDay =
                30 * Fraction.of(new BigDecimal("0.000315")).times(123_456).roundHalfUp();

        assertEquals(1_167, once.roundHalfUp());
        assertEquals(1_170, byTheDay);
    }

    @Test
    void sixty_five_days_over_360_and_over_365() {
        LocalDate from = LocalDate.of(2024, 1, 10);
        LocalDate to = LocalDate.of(2024, 3, 15);

        assertEquals(26_000, interest(DayCount.ACT_360, from, to));
        assertEquals(25_644, interest(DayCount.ACT_365F, from, to));
    }

    private static long interest(DayCount dayCount, LocalDate from, LocalDate to) {
        return new Accrual(dayCount, RatePlan.flat(RATE))
                .on(1_000_000, from, to)
                .roundHalfUp();
    }

    @Test
    void penalty_on_1000_for_45_days_at_half_as_much_again() {
        var penalty = new Penalty(new Rate("0.5"), new Rate("1"), false);

        assertEquals(2_700, penalty.on(100_000, RATE, Fraction.of(45, 360)));
    }

    @Test
    void all_in_cost_without_and_with_three_percent_deducted() {
        assertCost("14.40", "15.39", Loans.monthly(1_200_000, "0.144", 12, new RepaymentMethod.EqualInstalments()));
        assertCost(
                "20.26",
                "22.25",
                Loans.monthly(1_200_000, "0.144", 12, new RepaymentMethod.EqualInstalments(), Loans.fee("0.03")));
    }

    private static void assertCost(String nominal, String effective, LoanTerms terms) {
        AllInCost cost = AllInCost.of(terms, Calculator.plan(terms));
        assertEquals(nominal, percent(cost.nominal()));
        assertEquals(effective, percent(cost.effective()));
    }

    private static String percent(BigDecimal rate) {
        return rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    @Test
    void a_split_by_largest_remainder() {
        assertEquals(List.of(3_000L, 7_001L), LargestRemainder.split(10_001, List.of(30L, 70L)));
        assertEquals(List.of(3_334L, 3_333L, 3_333L), LargestRemainder.split(10_000, List.of(1L, 1L, 1L)));
    }

    @Test
    void interest_first_bears_the_days_of_each_month() {
        Plan plan = Calculator.plan(Loans.terms(
                1_000_000,
                "0.144",
                DayCount.ACT_360,
                new RepaymentMethod.InterestFirst(),
                DueDates.monthly(LocalDate.of(2024, 1, 10), 3)));

        // 31, 29 and 31 days at 4.00 a day
        assertEquals(
                List.of(12_400L, 11_600L, 12_400L),
                plan.lines().stream().map(PlanLine::interest).toList());
        assertEquals(
                List.of(0L, 0L, 1_000_000L),
                plan.lines().stream().map(PlanLine::principal).toList());
    }

    @Test
    void a_balloon_leaves_its_amount_for_the_last_instalment() {
        Plan plan = Calculator.plan(Loans.monthly(1_000_000, "0.12", 12, new RepaymentMethod.Balloon(400_000)));

        // (10,000 * 1.01^12 - 4,000) / ((1.01^12 - 1) / 0.01), to the cent
        assertEquals(57_309, plan.lines().getFirst().amount());
        assertEquals(457_312, plan.lines().getLast().amount());
        assertEquals(1_000_000, plan.principal());
    }

    @Test
    void a_long_first_period_makes_every_instalment_a_little_larger() {
        DueDates dates = DueDates.monthsFrom(LocalDate.of(2026, 1, 10), LocalDate.of(2026, 2, 25), 1, 12);
        Plan plan = Calculator.plan(
                Loans.terms(1_200_000, "0.144", DayCount.THIRTY_360, new RepaymentMethod.EqualInstalments(), dates));

        // 45 days of 30-day months: 12,000 * 0.144 * 45 / 360
        assertEquals(21_600, plan.lines().getFirst().interest());
        assertEquals(108_611, plan.lines().getFirst().amount());
        assertEquals(1_200_000, plan.principal());
    }

    @Test
    void a_charge_a_day_stops_at_its_cap() {
        var daily = new Charge.PerDay("daily charge", "lender", new Rate("0.01"), 25_000);

        assertEquals(
                List.of(10_000L, 10_000L, 5_000L, 0L),
                daily.withInstalments(100_000, DueDates.days(Loans.START, 10, 4)));
    }

    @Test
    void a_flat_charge_is_a_rate_only_by_its_all_in_cost() {
        // 10,000 for 30 days with 3,000 on top: 30 % in a month
        LoanTerms terms = Loans.terms(
                1_000_000,
                "0",
                DayCount.ACT_365F,
                new RepaymentMethod.InterestFirst(),
                DueDates.days(Loans.START, 30, 1),
                new Charge.Flat("flat charge", "lender", new Charge.Amount.Fixed(300_000)));

        assertEquals(1_300_000, Calculator.plan(terms).total());
        // 1.3^(365/30) - 1
        assertEquals(
                "2333.95", percent(AllInCost.of(terms, Calculator.plan(terms)).effective()));
    }

    @Test
    void an_interest_free_month_costs_nothing() {
        var plan = new RatePlan(
                RATE, List.of(new RatePlan.Promotion(Loans.START, Loans.START.plusMonths(1), new Rate("0"))));
        var terms = new LoanTerms(
                Loans.CNY,
                1_200_000,
                plan,
                DayCount.THIRTY_360,
                new RepaymentMethod.EqualPrincipal(),
                DueDates.monthly(Loans.START, 12),
                List.of(),
                null);

        Plan reckoned = Calculator.plan(terms);
        assertEquals(0, reckoned.lines().getFirst().interest());
        assertEquals(93_600 - 14_400, reckoned.interest());
    }
}
