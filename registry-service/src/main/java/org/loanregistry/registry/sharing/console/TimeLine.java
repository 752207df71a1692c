package org.loanregistry.registry.sharing.console;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of a loan: one line of its time line.
 *
 * @param kind contract, repayment, or what kind of event
 * @param number the lender's number of it
 * @param on the day it is of, as the lender gave it
 * @param amountMinor its amount; null if it has none
 * @param version from 1; a correction is the next one
 * @param leafIndex its place in the log; null while it waits
 * @param anchored whether it is under the newest anchored head, so that there is a proof
 */
public record TimeLine(
        UUID recordId,
        String kind,
        String number,
        @Nullable String on,
        @Nullable Long amountMinor,
        int version,
        Instant recordedAt,
        @Nullable Long leafIndex,
        boolean anchored) {
    /** The same without day and amount, and of an event without its kind. */
    TimeLine outline() {
        String plain = kind.equals("contract") || kind.equals("repayment") ? kind : "event";
        return new TimeLine(recordId, plain, number, null, null, version, recordedAt, leafIndex, anchored);
    }

    /** The same at a place in the log, null while it waits; {@code anchoredSize} leaves are under the newest anchored head. */
    TimeLine at(@Nullable Long place, long anchoredSize) {
        return new TimeLine(
                recordId,
                kind,
                number,
                on,
                amountMinor,
                version,
                recordedAt,
                place,
                place != null && place < anchoredSize);
    }
}
