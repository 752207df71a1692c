package org.loanregistry.registry.loan.account;

/** What a payment does beyond what is due. */
public enum Surplus {
    /** Kept for the borrower and paid towards what comes due next. */
    CREDIT,
    /** Repays principal early: the same instalments, fewer of them. */
    SHORTER,
    /** Repays principal early: the same due dates, smaller instalments. */
    SMALLER
}
