package org.loanregistry.registry.loan.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.loan.Rate;
import org.loanregistry.registry.loan.calculator.DayCount;
import org.loanregistry.registry.loan.calculator.RatePlan;

/** 12,000.00 at 14.4 % in twelve instalments of 1,079.71, the first due on 10 February 2024, debited under a mandate. */
class AutoRepayTest {
    private static final AccountTerms TERMS = Accounts.terms(2_400_000, "0.144", DayCount.THIRTY_360);
    private static final LoanEvent DRAWN =
            Accounts.drawn(1, Accounts.START, 1_200_000, Accounts.monthly(Accounts.START, 12));
    private static final LoanEvent MANDATED = mandated("2024-01-10", null, 1, 3, 7);

    private static LoanEvent mandated(String on, @Nullable Long most, Integer... retries) {
        return new LoanEvent.Mandated(day(on), new Mandate("M1", List.of(retries), most));
    }

    private static LoanEvent debited(String on, long asked, long collected) {
        return new LoanEvent.Debited(day(on), "M1", asked, collected, collected == asked ? "OK" : "FUNDS");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static AccountState at(String day, LoanEvent... more) {
        List<LoanEvent> events = new ArrayList<>(List.of(DRAWN, MANDATED));
        events.addAll(List.of(more));
        return Account.at(TERMS, events, day(day));
    }

    private static AutoRepay next(AccountState state) {
        return Objects.requireNonNull(state.autoRepay());
    }

    @Test
    void what_falls_due_is_asked_on_its_day_and_not_before() {
        AutoRepay before = next(at("2024-02-09"));
        assertEquals(day("2024-02-10"), before.nextOn());
        assertEquals(0, before.askMinor());
        AutoRepay then = next(at("2024-02-10"));
        assertEquals(day("2024-02-10"), then.nextOn());
        assertEquals(107_971, then.askMinor());
        assertEquals(
                List.of(new AutoRepay.Part(1, day("2024-02-10"), new Amounts(0, 0, 14_400, 0, 93_571))), then.parts());
    }

    @Test
    void a_day_without_a_try_is_not_lost() {
        AutoRepay late = next(at("2024-02-20"));
        assertEquals(day("2024-02-10"), late.nextOn());
        // 93,571 for ten days at 21.6 % a year of 360 days: 561.426.
        assertEquals(107_971 + 561, late.askMinor());
    }

    @Test
    void a_full_debit_pays_the_instalment_and_waits_for_the_next() {
        AccountState state = at("2024-02-10", debited("2024-02-10", 107_971, 107_971));
        assertEquals(0, state.due().total());
        assertEquals(Posting.Source.AUTO_REPAY, state.postings().getFirst().source());
        assertEquals(day("2024-03-10"), next(state).nextOn());
        assertEquals(Set.of(), state.irregularities());
    }

    @ParameterizedTest
    @CsvSource({"2024-02-10, 2024-02-11", "2024-02-11, 2024-02-13", "2024-02-13, 2024-02-17", "2024-02-17, 2024-03-10"})
    void after_a_try_that_collected_a_part_the_retry_plan_goes_on(String tried, String again) {
        AccountState state = at(tried, debited(tried, 107_971, 50_000));
        assertEquals(day(again), next(state).nextOn());
        assertEquals(50_000, state.paid().total());
        assertEquals(
                List.of(new AutoRepay.Try(day(tried), 107_971, 50_000, "FUNDS")),
                next(state).tries());
    }

    @Test
    void the_next_due_date_asks_for_what_is_late_too() {
        AutoRepay second = next(at("2024-03-10", debited("2024-02-17", 107_971, 0)));
        assertEquals(day("2024-03-10"), second.nextOn());
        assertEquals(at("2024-03-10").due().total(), second.askMinor());
        assertEquals(2, second.parts().size());
    }

    @Test
    void at_most_what_the_mandate_allows_is_asked() {
        AutoRepay one = next(at("2024-02-10", mandated("2024-02-01", 60_000L)));
        assertEquals(60_000, one.askMinor());
        assertEquals(
                new Amounts(0, 0, 14_400, 0, 45_600), one.parts().getFirst().applied());
    }

    @Test
    void what_was_late_when_the_mandate_came_is_asked_at_once() {
        var state = Account.at(TERMS, List.of(DRAWN, mandated("2024-02-25", null, 1)), day("2024-02-25"));
        assertEquals(day("2024-02-25"), next(state).nextOn());
    }

    @Test
    void of_what_falls_due_on_one_day_the_dearest_drawdown_comes_first_and_nothing_is_paid_early() {
        var dear = new LoanEvent.Drawn(
                Accounts.START, 2, 600_000, Accounts.monthly(Accounts.START, 12), RatePlan.flat(new Rate("0.18")));
        AutoRepay both = next(at("2024-02-10", dear));
        assertEquals(
                List.of(2, 1),
                both.parts().stream().map(AutoRepay.Part::drawdown).toList());
        AccountState beyond = at("2024-02-10", debited("2024-02-10", 500_000, 500_000));
        assertEquals(500_000 - 107_971, beyond.creditMinor());
        assertEquals(Set.of(Irregularity.DEBITED_BEYOND_DUE), beyond.irregularities());
    }

    @Test
    void the_borrowers_own_payment_of_the_day_counts_before_the_debit() {
        AccountState state = at("2024-02-10", debited("2024-02-10", 107_971, 0), repaid("2024-02-10", 107_971));
        assertEquals(day("2024-03-10"), next(state).nextOn());
    }

    private static LoanEvent repaid(String on, long amount) {
        return Accounts.repaid(day(on), amount, Surplus.CREDIT);
    }

    @Test
    void a_mandate_that_ended_asks_nothing_and_what_is_debited_after_it_is_kept_and_said() {
        LoanEvent ended = new LoanEvent.MandateEnded(day("2024-02-01"), "M1", "REVOKED");
        AccountState state = at("2024-02-10", ended, debited("2024-02-10", 107_971, 107_971));
        assertNull(state.autoRepay());
        assertEquals(0, state.due().total());
        assertEquals(Set.of(Irregularity.NO_SUCH_MANDATE), state.irregularities());
        LoanEvent unknown = new LoanEvent.MandateEnded(day("2024-02-01"), "M2", "REVOKED");
        assertEquals(
                Set.of(Irregularity.NO_SUCH_MANDATE), at("2024-02-10", unknown).irregularities());
    }

    @Test
    void a_loan_that_is_paid_or_written_off_or_closed_asks_nothing_more() {
        AccountState paid = at("2024-01-11", new LoanEvent.Repaid(day("2024-01-11"), null, 1_300_000, Surplus.SHORTER));
        assertEquals(0, paid.owed().total());
        assertNull(next(paid).nextOn());
        assertNull(next(at("2024-03-01", new LoanEvent.WrittenOff(day("2024-03-01"))))
                .nextOn());
        assertNull(
                next(at("2024-03-01", new LoanEvent.Closed(day("2024-03-01")))).nextOn());
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Mandate("M", List.of(3, 1), null));
        assertThrows(IllegalArgumentException.class, () -> new Mandate("M", List.of(0), null));
        assertThrows(IllegalArgumentException.class, () -> new Mandate("M", List.of(91), null));
        assertThrows(IllegalArgumentException.class, () -> new Mandate("M", List.of(), 0L));
        assertThrows(IllegalArgumentException.class, () -> debited("2024-02-10", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> debited("2024-02-10", 0, 0));
    }
}
