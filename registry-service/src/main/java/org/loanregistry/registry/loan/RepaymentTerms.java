package org.loanregistry.registry.loan;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A repayment as its lender reports it; amounts in minor units, absent parts unknown.
 *
 * @param contract the contract it is paid on
 * @param number the lender's number of it, unique within the contract
 * @param currency the contract's
 * @param amountMinor above 0
 * @param principalMinor towards principal
 * @param interestMinor towards interest and charges
 * @param excessMinor beyond what is owed
 * @param paidAt when the borrower paid
 * @param settledAt when the lender had it
 * @param provenance where values come from, by field
 * @param attributes what the source has beyond this, verbatim
 */
public record RepaymentTerms(
        ContractReference contract,
        String number,
        String currency,
        long amountMinor,
        @Nullable Long principalMinor,
        @Nullable Long interestMinor,
        @Nullable Long excessMinor,
        PartialDate paidAt,
        @Nullable PartialDate settledAt,
        SortedMap<String, String> provenance,
        SortedMap<String, String> attributes) {}
