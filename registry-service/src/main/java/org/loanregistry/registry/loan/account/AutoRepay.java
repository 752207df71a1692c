package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mandate in force, what was tried, and what to ask when: on each due date, then, while something of it is left, as the retry
 * plan says. A day on which nothing was tried is not lost: it stays the next one until something is.
 *
 * @param mandate its terms
 * @param since the day on which it was given
 * @param tries in order
 * @param nextOn the first day to try on; it may lie before the day of the state. Absent where nothing will fall due, or the
 *     plan is at its end
 * @param askMinor what to ask on the day of the state; 0 before {@code nextOn}
 * @param parts where a try that succeeds would go, in order
 */
public record AutoRepay(
        Mandate mandate,
        LocalDate since,
        List<Try> tries,
        @Nullable LocalDate nextOn,
        long askMinor,
        List<Part> parts) {

    /**
     * One try.
     *
     * @param on the day
     * @param askedMinor above 0
     * @param collectedMinor of it what came in, possibly 0 or a part
     * @param resultCode as the payment system says it
     */
    public record Try(LocalDate on, long askedMinor, long collectedMinor, String resultCode) {}

    /**
     * What of it goes to one drawdown.
     *
     * @param drawdown its number; 0 for costs
     * @param due since when that is due
     * @param applied by what it is for
     */
    public record Part(int drawdown, LocalDate due, Amounts applied) {}

    /** Copies the lists. */
    public AutoRepay {
        tries = List.copyOf(tries);
        parts = List.copyOf(parts);
    }
}
