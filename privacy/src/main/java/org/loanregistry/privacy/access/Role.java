package org.loanregistry.privacy.access;

/** In what capacity someone asks. Comes from the authenticated session, never from the request's body. */
public enum Role {
    /** The person concerned. */
    BORROWER,
    /** The lender whose borrower it is. */
    ORIGINATING_LENDER,
    /** A lender with which a record is shared. */
    PARTNER_LENDER,
    /** Who collects overdue debts, on a case of its own. */
    COLLECTOR,
    /** The service desk. */
    SUPPORT,
    /** Who makes statistics. */
    ANALYST,
    /** The data-protection officer. */
    DPO,
    /** An authority, on a case. */
    REGULATOR,
    /** Whoever runs the machines and the database. */
    OPERATOR
}
