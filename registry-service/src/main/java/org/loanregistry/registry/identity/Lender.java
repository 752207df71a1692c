package org.loanregistry.registry.identity;

/**
 * A lender that shares loans through the registry.
 *
 * @param lenderId the name in addresses, tokens and feeds
 * @param slot the lender's place in the feed-heads record, 1 to 16
 * @param mspId the lender's organisation on the ledger
 * @param name the name for people
 */
public record Lender(String lenderId, int slot, String mspId, String name) {
    /** Refuses a slot out of range. */
    public Lender {
        if (slot < 1 || slot > 16) {
            throw new IllegalArgumentException("got slot " + slot + " of " + lenderId + ", want 1 to 16");
        }
    }
}
