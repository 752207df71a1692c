package org.loanregistry.registry.loan.account;

import java.time.LocalDate;

/**
 * Money that came in and where it went.
 *
 * @param on the day
 * @param source what brought it
 * @param allocation where it went
 */
public record Posting(LocalDate on, Source source, Allocation allocation) {
    /** What brings money. */
    public enum Source {
        REPAYMENT,
        GUARANTEE,
        /** A debit under the borrower's mandate. */
        AUTO_REPAY,
        /** Money kept before, when something fell due. */
        CREDIT,
        REFUND,
        RECOVERY
    }
}
