package org.loanregistry.registry.loan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a repayment needs of the contract on which it is paid.
 *
 * @param contractId the registry's id
 * @param number the lender's number
 * @param currency ISO 4217
 * @param status in the source's own words
 * @param startDate disbursal
 * @param isProduct whether it is booked as a product, whose payments are events
 * @param subjectId the borrower
 * @param shares the funding lenders, in the order recorded
 * @param readers those of them that are shown its records today
 */
record Obligation(
        UUID contractId,
        String number,
        String currency,
        String status,
        @Nullable PartialDate startDate,
        boolean isProduct,
        UUID subjectId,
        List<Share> shares,
        List<String> readers) {}
