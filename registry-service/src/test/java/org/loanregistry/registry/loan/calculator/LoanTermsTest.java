package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.loan.Rate;

class LoanTermsTest {
    private static final RepaymentMethod LEVEL = new RepaymentMethod.EqualInstalments();

    @Test
    void no_principal_is_refused() {
        refused(() -> Loans.monthly(0, "0.1", 12, LEVEL));
        refused(() -> Loans.monthly(-1, "0.1", 12, LEVEL));
    }

    @Test
    void a_balloon_above_the_principal_or_below_nothing_is_refused() {
        refused(() -> Loans.monthly(100, "0.1", 12, new RepaymentMethod.Balloon(101)));
        refused(() -> new RepaymentMethod.Balloon(-1));
    }

    @Test
    void seasons_that_do_not_sum_to_the_principal_are_refused() {
        refused(() -> Loans.monthly(100, "0.1", 2, new RepaymentMethod.Seasonal(List.of(50L, 49L))));
        refused(() -> Loans.monthly(100, "0.1", 3, new RepaymentMethod.Seasonal(List.of(50L, 50L))));
        refused(() -> new RepaymentMethod.Seasonal(List.of(101L, -1L)));
    }

    @Test
    void charges_that_leave_nothing_are_refused() {
        refused(() -> Loans.monthly(100, "0.1", 12, LEVEL, Loans.fee("1")));
    }

    @Test
    void negative_charges_and_caps_are_refused() {
        refused(() -> new Charge.Amount.Fixed(-1));
        refused(() -> new Charge.PerDay("daily", "lender", new Rate("0.01"), -1));
    }

    @Test
    void a_split_without_weight_or_below_nothing_is_refused() {
        refused(() -> LargestRemainder.split(1, List.of()));
        refused(() -> LargestRemainder.split(1, List.of(0L, 0L)));
        refused(() -> LargestRemainder.split(-1, List.of(1L)));
        refused(() -> LargestRemainder.split(1, List.of(2L, -1L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"14.4", "0.144", "14,4%", "-1%", "%", "14.4 %", "1e1%", ""})
    void a_rate_without_a_plain_number_and_a_sign_is_refused(String text) {
        refused(() -> Rate.parsePercent(text));
    }

    @Test
    void a_rate_in_per_cent_is_a_fraction() {
        assertEquals(0, Rate.parsePercent("14.4%").value().compareTo(new Rate("0.144").value()));
        assertEquals(0, Rate.parsePercent("0%").value().signum());
    }

    @Test
    void seasons_bear_interest_on_what_is_left() {
        Plan plan = Calculator.plan(
                Loans.monthly(100_000, "0.12", 3, new RepaymentMethod.Seasonal(List.of(0L, 70_000L, 30_000L))));

        assertEquals(
                List.of(1_000L, 1_000L, 300L),
                plan.lines().stream().map(PlanLine::interest).toList());
    }

    @Test
    void misuse_and_lateness_are_not_added_up_the_heavier_counts() {
        var penalty = new Penalty(new Rate("0.5"), new Rate("1"), false);
        Rate contract = new Rate("0.1");

        assertEquals(Fraction.of(10, 100), penalty.annualRate(contract, false, false));
        assertEquals(Fraction.of(15, 100), penalty.annualRate(contract, true, false));
        assertEquals(Fraction.of(20, 100), penalty.annualRate(contract, false, true));
        assertEquals(Fraction.of(20, 100), penalty.annualRate(contract, true, true));
    }

    private static void refused(org.junit.jupiter.api.function.Executable build) {
        assertThrows(IllegalArgumentException.class, build);
    }
}
