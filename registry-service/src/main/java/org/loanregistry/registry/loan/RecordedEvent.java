package org.loanregistry.registry.loan;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.tree.Hash;

/**
 * A version of an event of a booked loan.
 *
 * @param eventId the same in all versions
 * @param contractId the contract's
 * @param contractNumber the contract's number
 * @param shares the contract's funders
 * @param number the lender's number of it, unique in the contract
 * @param kind what happened
 * @param on when it counts
 * @param body canonical JSON of what happened
 * @param costTableHash of a drawdown's cost table
 * @param correction why it is another version; absent in the first
 * @param stamp what recording added
 */
record RecordedEvent(
        UUID eventId,
        UUID contractId,
        String contractNumber,
        List<Share> shares,
        String number,
        String kind,
        LocalDate on,
        String body,
        @Nullable Hash costTableHash,
        @Nullable EventCorrection correction,
        Stamp stamp) {

    /** Whether it counts: the version says that it happened. */
    boolean counts() {
        return correction == null || !correction.withdrawn();
    }
}
