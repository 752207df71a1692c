package org.loanregistry.registry.loan.calculator;

import java.util.List;

/** How a loan is repaid. */
public sealed interface RepaymentMethod {
    /** The same amount every time (等额本息), but for the last, which takes what rounding left. */
    record EqualInstalments() implements RepaymentMethod {}

    /** The same principal every time (等额本金) and the interest on what is left. */
    record EqualPrincipal() implements RepaymentMethod {}

    /** Interest every time, the principal with the last (先息后本); with one instalment, everything at the end. */
    record InterestFirst() implements RepaymentMethod {}

    /**
     * The same amount every time, reckoned so that a part of the principal is left for the last.
     *
     * @param finalPrincipalMinor what is left, due with the last instalment; at most the principal
     */
    record Balloon(long finalPrincipalMinor) implements RepaymentMethod {
        /** Refuses a negative amount. */
        public Balloon {
            if (finalPrincipalMinor < 0) {
                throw new IllegalArgumentException("a negative balloon");
            }
        }
    }

    /**
     * Principal as agreed for each due date, as the seasons bring money in, and the interest on what is left.
     *
     * @param principalMinor one an instalment; they sum to the principal
     */
    record Seasonal(List<Long> principalMinor) implements RepaymentMethod {
        /** Refuses negative amounts. */
        public Seasonal {
            principalMinor = List.copyOf(principalMinor);
            if (principalMinor.stream().anyMatch(one -> one < 0)) {
                throw new IllegalArgumentException("a negative principal in a seasonal schedule");
            }
        }
    }
}
