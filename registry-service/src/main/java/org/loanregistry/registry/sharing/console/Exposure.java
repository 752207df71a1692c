package org.loanregistry.registry.sharing.console;

/**
 * A lender's loans of one currency and status.
 *
 * @param loans how many
 * @param shareMinor what the lender funded of them
 * @param outstandingMinor principal that borrowers owe of these loans, to all their funders
 */
public record Exposure(String currency, String status, long loans, long shareMinor, long outstandingMinor) {}
