package org.loanregistry.registry.loan.concentration;

import java.time.LocalDate;

/**
 * A figure of its own books that a bank reports, against which its partners' loans are held.
 *
 * @param lender the bank
 * @param kind what it is
 * @param currency ISO 4217
 * @param asOf the day for which it holds
 * @param amountMinor in minor units, above 0
 */
record LenderFigure(String lender, Kind kind, String currency, LocalDate asOf, long amountMinor) {
    /** What a bank reports. */
    enum Kind {
        TIER1_NET_CAPITAL,
        /** The balance of all its loans, in the registry or not. */
        TOTAL_LOANS
    }
}
