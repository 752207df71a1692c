package org.loanregistry.registry.loan.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A borrower's leave to debit what is due (auto-repay).
 *
 * @param number the lender's number of it; the account that is debited is never said
 * @param retryAfterDays on which days after a due date it is tried again while something is left: rising, each from 1
 * @param mostMinor at most so much a try, above 0; absent, all that is due
 */
public record Mandate(
        String number,
        List<Integer> retryAfterDays,
        @Nullable Long mostMinor) {
    /** The most days after a due date on which it may be tried again. */
    public static final int MAX_DAYS = 90;

    /** Refuses days that do not rise. */
    public Mandate {
        retryAfterDays = List.copyOf(retryAfterDays);
        int before = 0;
        for (int days : retryAfterDays) {
            if (days <= before || days > MAX_DAYS) {
                throw new IllegalArgumentException("days of a retry plan that do not rise from 1 to " + MAX_DAYS);
            }
            before = days;
        }
        if (mostMinor != null && mostMinor < 1) {
            throw new IllegalArgumentException("a mandate over nothing");
        }
    }

    /** What may be asked where so much is due. */
    long asks(long dueMinor) {
        return mostMinor == null ? dueMinor : Math.min(mostMinor, dueMinor);
    }
}
