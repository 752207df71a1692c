package org.loanregistry.registry.loan;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A repayment as recorded.
 *
 * @param repaymentId the registry's id
 * @param contractId the contract's
 * @param contractNumber the contract's number
 * @param shares the contract's funders
 * @param terms as the lender gave it
 * @param split the parts, given and derived
 * @param principalOutstandingMinor what is left of the principal after it
 * @param stamp what recording added
 */
record RecordedRepayment(
        UUID repaymentId,
        UUID contractId,
        String contractNumber,
        List<Share> shares,
        RepaymentTerms terms,
        Split split,
        long principalOutstandingMinor,
        Stamp stamp) {

    /** The name of the rule by which parts were derived, if any was. */
    @Nullable
    String splitRule() {
        boolean given = terms.principalMinor() != null && terms.interestMinor() != null;
        return given ? null : Split.RULE;
    }
}
