package org.loanregistry.privacy.access;

/** What the data is wanted for: a closed list, after the reasons that credit bureaus in China register with each query. */
public enum Purpose {
    /** Examining an application (贷款审批). */
    ORIGINATION,
    /** Looking after a loan in force (贷后管理). */
    SERVICING,
    /** Examining a guarantor (担保资格审查). */
    GUARANTEE_REVIEW,
    /** Examining an objection (异议核查). */
    DISPUTE_REVIEW,
    /** The person's own question (本人查询). */
    SUBJECT_ACCESS,
    /** Taking along everything that is held, sealed to a key of the person's own (可携带, PIPL 45). */
    PORTABILITY,
    /** Confirming a shared record without learning more (核验). */
    VERIFICATION,
    /** Comparing books between lenders (对账). */
    RECONCILIATION,
    /** Collecting an overdue debt. */
    COLLECTION,
    /** Answering a call. */
    SUPPORT_CALL,
    /** Statistics. */
    ANALYTICS,
    /** Supervising the handling of data (审计). */
    AUDIT,
    /** A court's demand (司法). */
    JUDICIAL,
    /** An authority's demand (监管). */
    REGULATORY,
    /** Breaking the glass. */
    EMERGENCY
}
