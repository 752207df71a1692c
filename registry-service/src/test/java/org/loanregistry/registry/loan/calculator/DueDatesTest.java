package org.loanregistry.registry.loan.calculator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueDatesTest {
    @Test
    void the_31st_comes_back_after_a_short_month() {
        assertEquals(
                List.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 31), LocalDate.of(2024, 4, 30)),
                ends(DueDates.monthly(LocalDate.of(2024, 1, 31), 3)));
    }

    @Test
    void a_whole_month_is_a_twelfth_however_short() {
        DueDates dates = DueDates.monthly(LocalDate.of(2023, 1, 31), 12);

        dates.periods().forEach(one -> assertEquals(Fraction.of(1, 12), DayCount.THIRTY_360.of(one)));
    }

    @Test
    void a_first_due_date_of_its_own_sets_the_day_of_all_others() {
        DueDates dates = DueDates.monthsFrom(LocalDate.of(2026, 1, 10), LocalDate.of(2026, 2, 25), 1, 3);

        assertEquals(
                List.of(LocalDate.of(2026, 2, 25), LocalDate.of(2026, 3, 25), LocalDate.of(2026, 4, 25)), ends(dates));
        assertEquals(0, dates.periods().getFirst().wholeMonths());
    }

    @Test
    void a_first_due_date_a_month_later_is_a_whole_month() {
        DueDates dates = DueDates.monthsFrom(LocalDate.of(2026, 1, 10), LocalDate.of(2026, 2, 10), 1, 3);

        assertEquals(DueDates.monthly(LocalDate.of(2026, 1, 10), 3), dates);
    }

    @Test
    void a_first_due_date_that_is_not_after_the_start_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> DueDates.monthsFrom(Loans.START, Loans.START, 1, 3));
        assertThrows(
                IllegalArgumentException.class, () -> DueDates.monthsFrom(Loans.START, Loans.START.minusDays(1), 1, 3));
    }

    @Test
    void no_instalment_too_many_and_no_step_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> DueDates.monthly(Loans.START, 0));
        assertThrows(IllegalArgumentException.class, () -> DueDates.monthly(Loans.START, DueDates.MAX + 1));
        assertThrows(IllegalArgumentException.class, () -> DueDates.days(Loans.START, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> DueDates.on(Loans.START, List.of()));
    }

    @Test
    void dates_that_do_not_rise_are_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> DueDates.on(Loans.START, List.of(Loans.START.plusDays(9), Loans.START.plusDays(9))));
    }

    @Test
    void periods_with_a_gap_are_refused() {
        Period first = Period.days(Loans.START, Loans.START.plusDays(5));
        Period second = Period.days(Loans.START.plusDays(6), Loans.START.plusDays(9));

        assertThrows(IllegalArgumentException.class, () -> new DueDates(List.of(first, second)));
    }

    private static List<LocalDate> ends(DueDates dates) {
        return dates.periods().stream().map(Period::to).toList();
    }
}
