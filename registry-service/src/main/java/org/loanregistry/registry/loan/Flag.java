package org.loanregistry.registry.loan;

/** What is unusual about a record, as far as it was known at recording. Nothing is dropped for being unusual. */
public enum Flag {
    /** A defaulted contract whose principal this repayment covers. */
    DEFAULTED_BUT_COVERED,
    /** A time whose zone the source does not state. */
    LOCAL_TIME,
    MISSING_START_DATE,
    MISSING_TERM,
    /** A date known only to the month. */
    MONTH_ONLY_DATE,
    NO_SCHEDULE,
    /** More was paid than is owed. */
    OVERPAID,
    /** Paid before the contract's start. */
    PAID_BEFORE_DISBURSAL,
    /** Status refunded, no repayment recorded. */
    REFUNDED_WITHOUT_PAYMENT,
    /** The instalments' principal does not sum to the contract's, or an instalment's parts not to its amount. */
    SCHEDULE_SUM_DIFFERS
}
