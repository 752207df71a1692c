package org.loanregistry.registry.sharing.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a lender's feed, the newest first.
 *
 * @param slot the lender's in the feed-heads record
 * @param size entries under the newest anchored head
 * @param treeSize leaves under it; 0 before the first
 * @param entries up to 50
 * @param before the number below which the next page begins; null on the last
 */
public record FeedView(
        int slot,
        long size,
        long treeSize,
        List<Entry> entries,
        @Nullable Long before) {
    /**
     * An entry.
     *
     * @param record what it is of; null if it is no record of a loan
     */
    public record Entry(
            long number,
            long leafIndex,
            UUID recordId,
            @Nullable Of record) {}

    /** A record of a loan: its kind, its lender's number, and the contract. */
    public record Of(String kind, String number, UUID contractId) {}
}
