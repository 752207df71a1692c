package org.loanregistry.registry.loan.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.Charge;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.DueDates;
import org.loanregistry.registry.loan.calculator.RepaymentMethod;

/** What is owed after this and that, in figures that a spreadsheet gives. */
class AccountTest {
    private static final LocalDate START = Accounts.START;
    private static final AccountTerms LINE = Accounts.terms(2_000_000, "0.144", DayCount.ACT_360);
    private static final AccountTerms LOAN = Accounts.terms(1_200_000, "0.144", DayCount.THIRTY_360);

    private static AccountState at(AccountTerms terms, LocalDate day, LoanEvent... events) {
        return Account.at(terms, List.of(events), day);
    }

    @Test
    void a_line_repaid_in_part_bears_180_on_its_daily_balances() {
        var plan = new RepaymentPlan.OnDemand(LocalDate.of(2025, 1, 10), false);
        var drawn = Accounts.drawn(1, START, 1_000_000, plan);
        var first = Accounts.repaid(LocalDate.of(2024, 1, 25), 400_000, Surplus.CREDIT);
        LocalDate end = LocalDate.of(2024, 3, 15);

        AccountState before = at(LINE, end, drawn, first);
        assertEquals(600_000, before.owed().principal());
        assertEquals(18_000, before.notDueInterest());
        assertEquals(1_400_000, before.availableMinor());

        AccountState after = at(LINE, end, drawn, first, Accounts.repaid(end, 618_000, Surplus.CREDIT));
        assertEquals(0, after.owed().total());
        assertEquals(18_000, after.paid().interest());
        assertEquals(0, after.creditMinor());
        assertEquals(2_000_000, after.availableMinor());
    }

    @Test
    void a_line_whose_interest_goes_first_has_the_rest_taken_off_the_principal() {
        var plan = new RepaymentPlan.OnDemand(LocalDate.of(2025, 1, 10), true);

        AccountState state = at(
                LINE,
                LocalDate.of(2024, 1, 25),
                Accounts.drawn(1, START, 1_000_000, plan),
                Accounts.repaid(LocalDate.of(2024, 1, 25), 400_000, Surplus.CREDIT));
        // 15 days of 10,000: 60.00
        assertEquals(new Amounts(0, 0, 6_000, 0, 394_000), state.paid());
    }

    @Test
    void a_payment_says_what_was_owed_before_and_after_it() {
        LocalDate second = START.plusMonths(2);
        AccountState state = at(
                LOAN,
                second,
                Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12)),
                Accounts.repaid(second, 200_000, Surplus.CREDIT));

        Allocation one = state.postings().getFirst().allocation();
        // The first instalment is 29 days late by the calendar, 30 by 30/360: 935.71 * 0.144 * 1.5 / 12
        assertEquals(1_684, one.before().penalty());
        assertEquals(14_400 + 13_277, one.before().interest());
        assertEquals(1_200_000, one.before().principal());
        assertEquals(new Amounts(0, 1_684, 27_677, 0, 170_639), one.applied());
        assertEquals(1_200_000 - 170_639, one.after().principal());
        assertEquals(0, one.rest());
    }

    @Test
    void penalty_on_1000_late_for_45_days_is_27() {
        AccountTerms terms = Accounts.terms(100_000, "0.144", DayCount.ACT_360);
        var drawn = Accounts.drawn(
                1,
                START,
                100_000,
                new RepaymentPlan.Scheduled(new RepaymentMethod.InterestFirst(), DueDates.days(START, 30, 1)));

        AccountState late = at(terms, START.plusDays(75), drawn);
        assertEquals(2_700, late.due().penalty());
        assertEquals(45, late.daysPastDue());
        assertEquals(AssetClass.SPECIAL_MENTION, late.assetClass());
    }

    @Test
    void days_past_due_make_the_five_classes() {
        assertEquals(AssetClass.NORMAL, AssetClass.ofDaysPastDue(0));
        assertEquals(AssetClass.SPECIAL_MENTION, AssetClass.ofDaysPastDue(1));
        assertEquals(AssetClass.SPECIAL_MENTION, AssetClass.ofDaysPastDue(90));
        assertEquals(AssetClass.SUBSTANDARD, AssetClass.ofDaysPastDue(91));
        assertEquals(AssetClass.SUBSTANDARD, AssetClass.ofDaysPastDue(270));
        assertEquals(AssetClass.DOUBTFUL, AssetClass.ofDaysPastDue(271));
        assertEquals(AssetClass.DOUBTFUL, AssetClass.ofDaysPastDue(360));
        assertEquals(AssetClass.LOSS, AssetClass.ofDaysPastDue(361));
    }

    @Test
    void prepaid_principal_makes_the_loan_shorter_or_its_instalments_smaller() {
        LocalDate first = START.plusMonths(1);
        var drawn = Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12));
        long payment = 107_971 + 500_000;

        AccountState shorter = at(LOAN, first, drawn, Accounts.repaid(first, payment, Surplus.SHORTER));
        AccountState smaller = at(LOAN, first, drawn, Accounts.repaid(first, payment, Surplus.SMALLER));

        // 12,000.00 - 935.71 - 5,000.00 at 1.2 % a month: six of 1,079.71 leave a seventh instalment of the rest
        assertEquals(606_429, shorter.owed().principal());
        var left = shorter.instalments().stream()
                .filter(one -> one.due().isAfter(first))
                .toList();
        assertEquals(6, left.size());
        assertEquals(107_971, left.getFirst().owed().total());
        assertTrue(left.getLast().owed().total() < 107_971);

        assertEquals(606_429, smaller.owed().principal());
        var same = smaller.instalments().stream()
                .filter(one -> one.due().isAfter(first))
                .toList();
        assertEquals(11, same.size());
        // 6,064.29 * 0.012 * 1.012^11 / (1.012^11 - 1)
        assertEquals(59_178, same.getFirst().owed().total());
    }

    @Test
    void a_loan_repaid_early_costs_interest_for_the_days_it_was_used() {
        LocalDate day = START.plusMonths(1).plusDays(10);
        var drawn = Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12));
        var first = Accounts.repaid(START.plusMonths(1), 107_971, Surplus.CREDIT);
        // 11,064.29 for 10 days of 360: 44.26
        long payoff = 1_106_429 + 4_426;

        AccountState exact = at(LOAN, day, drawn, first, Accounts.repaid(day, payoff, Surplus.SHORTER));
        assertEquals(0, exact.owed().total());
        assertEquals(0, exact.creditMinor());

        AccountState less = at(LOAN, day, drawn, first, Accounts.repaid(day, payoff - 1, Surplus.SHORTER));
        assertEquals(1, less.owed().principal());
        AccountState more = at(LOAN, day, drawn, first, Accounts.repaid(day, payoff + 1, Surplus.SHORTER));
        assertEquals(1, more.creditMinor());
    }

    @Test
    void a_credit_pays_what_falls_due_on_its_day() {
        var drawn = Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12));
        var early = Accounts.repaid(START.plusDays(5), 107_971, Surplus.CREDIT);

        assertEquals(107_971, at(LOAN, START.plusDays(20), drawn, early).creditMinor());
        AccountState after = at(LOAN, START.plusMonths(1).plusDays(9), drawn, early);
        assertEquals(0, after.creditMinor());
        assertEquals(0, after.daysPastDue());
        assertEquals(107_971, after.paid().total());
    }

    @Test
    void what_is_written_off_is_recovered_interest_before_principal() {
        LocalDate day = START.plusMonths(13);
        AccountState state = at(
                LOAN,
                day.plusMonths(2),
                Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12)),
                new LoanEvent.WrittenOff(day),
                new LoanEvent.Recovered(day.plusMonths(1), 300_000));

        assertEquals(0, state.owed().total());
        assertEquals(1_200_000, state.writtenOff().principal());
        assertEquals(95_645, state.writtenOff().interest());
        assertEquals(AssetClass.LOSS, state.assetClass());
        assertEquals(300_000, state.recovered().total());
        assertEquals(
                300_000 - 95_645 - state.writtenOff().penalty(),
                state.recovered().principal());
        assertEquals(0, state.availableMinor());
    }

    @Test
    void a_merchants_refund_makes_the_purchase_smaller_and_its_rest_a_credit() {
        AccountTerms terms = Accounts.terms(
                100_000,
                "0",
                DayCount.THIRTY_360,
                new Charge.PerInstalment("fee", "lender", new Charge.Amount.OfPrincipal(new Rate("0.005"))));
        var bought = Accounts.drawn(1, START, 60_000, Accounts.monthly(START, 3));

        AccountState part = at(terms, START.plusDays(3), bought, new LoanEvent.Refunded(START.plusDays(3), 1, 30_000));
        assertEquals(30_000, part.owed().principal());
        assertEquals(30_000, part.refundedMinor());

        var first = Accounts.repaid(START.plusMonths(1), 20_300, Surplus.CREDIT);
        LocalDate later = START.plusMonths(1).plusDays(1);
        AccountState whole = at(terms, later, bought, first, new LoanEvent.Refunded(later, 1, 60_000));
        assertEquals(0, whole.owed().total());
        assertEquals(20_000, whole.creditMinor());
    }

    @Test
    void a_charge_a_day_is_charged_for_the_days_until_an_early_end() {
        AccountTerms terms = Accounts.terms(
                100_000, "0", DayCount.ACT_365F, new Charge.PerDay("daily", "lender", new Rate("0.01"), 30_000));
        var drawn = Accounts.drawn(
                1,
                START,
                100_000,
                new RepaymentPlan.Scheduled(new RepaymentMethod.InterestFirst(), DueDates.days(START, 60, 1)));
        LocalDate day = START.plusDays(12);

        AccountState state = at(terms, day, drawn, Accounts.repaid(day, 112_000, Surplus.SHORTER));
        assertEquals(0, state.owed().total());
        assertEquals(12_000, state.paid().charge());
    }

    @Test
    void an_interest_free_purchase_costs_nothing_until_it_is_due() {
        AccountTerms terms = Accounts.terms(100_000, "0", DayCount.ACT_360);
        var plan = new RepaymentPlan.OnDemand(START.plusDays(40), false);

        AccountState due = at(terms, START.plusDays(40), Accounts.drawn(1, START, 50_000, plan));
        assertEquals(new Amounts(0, 0, 0, 0, 50_000), due.due());
        assertEquals(0, due.daysPastDue());
    }

    @Test
    void rescheduled_principal_is_late_no_more_and_its_interest_stays_due() {
        LocalDate day = START.plusMonths(3);
        var again = new RepaymentPlan.Scheduled(new RepaymentMethod.EqualPrincipal(), DueDates.monthly(day, 24));
        AccountState state = at(
                LOAN,
                day,
                Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12)),
                new LoanEvent.Rescheduled(day, 1, again));

        assertEquals(1_200_000, state.owed().principal());
        assertEquals(0, state.due().principal());
        assertTrue(state.due().interest() > 0);
    }

    @Test
    void what_is_odd_is_kept_and_said() {
        LocalDate day = START.minusDays(3);
        assertEquals(
                Set.of(Irregularity.PAID_BEFORE_DISBURSAL),
                at(LOAN, START, Accounts.repaid(day, 5, Surplus.SHORTER)).irregularities());
        assertEquals(
                5, at(LOAN, START, Accounts.repaid(day, 5, Surplus.SHORTER)).creditMinor());
        assertEquals(
                Set.of(Irregularity.UNKNOWN_DRAWDOWN),
                at(LOAN, START, new LoanEvent.Refunded(START, 7, 5)).irregularities());
        assertEquals(
                Set.of(Irregularity.DRAWN_BEYOND_LIMIT),
                at(LOAN, START, Accounts.drawn(1, START, 1_200_001, Accounts.monthly(START, 2)))
                        .irregularities());
        assertEquals(
                Set.of(Irregularity.RECOVERED_WITHOUT_WRITE_OFF),
                at(LOAN, START, new LoanEvent.Recovered(START, 5)).irregularities());
        assertEquals(
                Set.of(Irregularity.CREDIT_RETURNED_BEYOND_CREDIT),
                at(LOAN, START, new LoanEvent.CreditReturned(START, 5)).irregularities());
        var drawn = Accounts.drawn(1, START, 5, Accounts.monthly(START, 2));
        assertEquals(
                Set.of(Irregularity.CLOSED_WITH_BALANCE, Irregularity.DRAWDOWN_TWICE),
                at(LOAN, START, drawn, drawn, new LoanEvent.Closed(START)).irregularities());
    }

    @Test
    void what_cannot_be_an_event_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Accounts.repaid(START, 0, Surplus.CREDIT));
        assertThrows(
                IllegalArgumentException.class,
                () -> Accounts.drawn(1, START, 1, new RepaymentPlan.OnDemand(START, true)));
        assertThrows(IllegalArgumentException.class, () -> new LoanEvent.LimitChanged(START, -1, "R01"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LoanEvent.Rescheduled(
                        START, 1, (RepaymentPlan.Scheduled) Accounts.monthly(START.plusDays(1), 3)));
        assertThrows(IllegalArgumentException.class, () -> new Amounts(0, 0, -1, 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AccountTerms(
                        LOAN.currency(),
                        1,
                        LOAN.rates(),
                        LOAN.dayCount(),
                        List.of(),
                        null,
                        List.of(Component.COST, Component.PRINCIPAL)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Allocation(Amounts.ZERO, Amounts.of(Component.COST, 1), Amounts.ZERO, 0));
    }

    @Test
    void costs_of_enforcement_are_paid_first() {
        AccountState state = at(
                LOAN,
                START.plusMonths(1),
                Accounts.drawn(1, START, 1_200_000, Accounts.monthly(START, 12)),
                new LoanEvent.CostIncurred(START.plusDays(9), 5_000),
                Accounts.repaid(START.plusMonths(1), 10_000, Surplus.CREDIT));

        assertEquals(new Amounts(5_000, 0, 5_000, 0, 0), state.paid());
    }

    @Test
    void interest_before_principal_however_old_and_the_oldest_first() {
        Allocation one = Allocation.of(100, new Amounts(10, 20, 30, 0, 500), Component.BY_LAW);
        assertEquals(new Amounts(10, 20, 30, 0, 40), one.applied());
        assertEquals(460, one.after().principal());

        var principalFirst =
                List.of(Component.PRINCIPAL, Component.COST, Component.PENALTY, Component.INTEREST, Component.CHARGE);
        assertEquals(
                100,
                Allocation.of(100, new Amounts(10, 20, 30, 0, 500), principalFirst)
                        .applied()
                        .principal());
    }
}
