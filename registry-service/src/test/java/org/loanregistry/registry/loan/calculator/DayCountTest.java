package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.loan.Rate;

class DayCountTest {
    private static final LocalDate DECEMBER = LocalDate.of(2023, 12, 1);
    private static final LocalDate FEBRUARY = LocalDate.of(2024, 2, 1);

    @Test
    void days_of_a_leap_year_are_counted_over_366() {
        assertEquals(Fraction.of(31, 365).plus(Fraction.of(31, 366)), DayCount.ACT_ACT.between(DECEMBER, FEBRUARY));
    }

    @Test
    void a_fixed_basis_does_not_see_leap_years() {
        assertEquals(Fraction.of(62, 365), DayCount.ACT_365F.between(DECEMBER, FEBRUARY));
        assertEquals(Fraction.of(62, 360), DayCount.ACT_360.between(DECEMBER, FEBRUARY));
    }

    @Test
    void months_of_thirty_days_have_no_31st() {
        assertEquals(
                Fraction.of(60, 360),
                DayCount.THIRTY_360.between(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 3, 31)));
        assertEquals(
                Fraction.of(29, 360),
                DayCount.THIRTY_360.between(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 29)));
    }

    @Test
    void the_same_day_is_nothing_under_every_basis() {
        for (DayCount one : DayCount.values()) {
            assertEquals(Fraction.ZERO, one.between(DECEMBER, DECEMBER));
            assertEquals(one, DayCount.parse(one.code()));
        }
    }

    @Test
    void an_end_before_the_start_is_refused() {
        for (DayCount one : DayCount.values()) {
            assertThrows(IllegalArgumentException.class, () -> one.between(FEBRUARY, DECEMBER));
        }
    }

    @Test
    void an_unknown_basis_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> DayCount.parse("ACT_364"));
        assertThrows(IllegalArgumentException.class, () -> DayCount.parse("THIRTY_360"));
    }

    @Test
    void overlapping_and_empty_promotions_are_refused() {
        Rate free = new Rate("0");
        var one = new RatePlan.Promotion(DECEMBER, FEBRUARY, free);
        var other = new RatePlan.Promotion(FEBRUARY.minusDays(1), FEBRUARY.plusDays(1), free);

        assertThrows(IllegalArgumentException.class, () -> new RatePlan(new Rate("0.1"), List.of(one, other)));
        assertThrows(IllegalArgumentException.class, () -> new RatePlan(new Rate("0.1"), List.of(other, one)));
        assertThrows(IllegalArgumentException.class, () -> new RatePlan.Promotion(FEBRUARY, FEBRUARY, free));
    }

    @Test
    void a_promotion_costs_its_own_days_only() {
        var plan = new RatePlan(
                new Rate("0.36"), List.of(new RatePlan.Promotion(DECEMBER.plusDays(10), FEBRUARY, new Rate("0.18"))));
        // 10 days at 0.1 % and 52 days at 0.05 %
        assertEquals(Fraction.of(36, 1000), plan.factor(Period.days(DECEMBER, FEBRUARY), DayCount.ACT_360));
    }

    @Test
    void a_fraction_is_in_lowest_terms_and_rounds_halves_up() {
        assertEquals(Fraction.of(1, 2), Fraction.of(2, 4));
        assertEquals(1, Fraction.of(1, 2).roundHalfUp());
        assertEquals(0, Fraction.of(49, 100).roundHalfUp());
        assertThrows(IllegalArgumentException.class, () -> Fraction.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> Fraction.of(1, -2));
    }
}
