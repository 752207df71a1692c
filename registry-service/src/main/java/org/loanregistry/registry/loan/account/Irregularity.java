package org.loanregistry.registry.loan.account;

/** What is odd about a history: kept and said, never guessed away. */
public enum Irregularity {
    PAID_BEFORE_DISBURSAL,
    DRAWN_BEYOND_LIMIT,
    /** A second drawdown of one number; the first stands. */
    DRAWDOWN_TWICE,
    UNKNOWN_DRAWDOWN,
    /** More went back to the borrower than was kept for it. */
    CREDIT_RETURNED_BEYOND_CREDIT,
    RECOVERED_WITHOUT_WRITE_OFF,
    /** Debited, or a mandate ended, where none of that number was in force. */
    NO_SUCH_MANDATE,
    /** More was asked than was due or than the mandate allows. */
    DEBITED_BEYOND_DUE,
    /** Closed while something is owed. */
    CLOSED_WITH_BALANCE
}
