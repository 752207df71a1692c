package org.loanregistry.registry.loan.account;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands at the end of a day; amounts in minor units.
 *
 * @param asOf the day
 * @param limitMinor the most that may be out
 * @param drawnMinor everything ever paid out
 * @param owed what is due and unpaid, and all principal that is out, due or not
 * @param due of it what is due
 * @param notDueInterest interest up to that day that is not due yet, rounded
 * @param paid everything that payments, guarantees and credits paid, by what it was for
 * @param refundedMinor principal that merchants gave back
 * @param creditMinor kept for the borrower
 * @param writtenOff what left the books
 * @param recovered of it what came in since
 * @param daysPastDue since the oldest unpaid due date; 0 if nothing is late
 * @param assetClass the worse of what the days say and what the lender says
 * @param closedOn when it ended
 * @param autoRepay the mandate in force, if there is one
 * @param irregularities what is odd about its history
 * @param instalments everything with a due date
 * @param postings where money went, in order
 */
public record AccountState(
        LocalDate asOf,
        long limitMinor,
        long drawnMinor,
        Amounts owed,
        Amounts due,
        long notDueInterest,
        Amounts paid,
        long refundedMinor,
        long creditMinor,
        Amounts writtenOff,
        Amounts recovered,
        long daysPastDue,
        AssetClass assetClass,
        @Nullable LocalDate closedOn,
        @Nullable AutoRepay autoRepay,
        Set<Irregularity> irregularities,
        List<InstalmentState> instalments,
        List<Posting> postings) {

    /**
     * One instalment of one drawdown.
     *
     * @param drawdown number of the drawdown; 0 for costs
     * @param due when
     * @param owed by what it is for; penalty up to the day of the state
     * @param paid of it
     */
    public record InstalmentState(int drawdown, LocalDate due, Amounts owed, Amounts paid) {}

    /** Copies the collections. */
    public AccountState {
        irregularities = Set.copyOf(irregularities);
        instalments = List.copyOf(instalments);
        postings = List.copyOf(postings);
    }

    /** What may still be drawn; nothing once it is closed or written off. */
    public long availableMinor() {
        boolean open = closedOn == null && writtenOff.total() == 0;
        return open ? Math.max(0, limitMinor - owed.principal()) : 0;
    }
}
