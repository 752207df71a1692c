package org.loanregistry.registry.loan.account;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.loan.calculator.LargestRemainder;

/** Who of the funders bears what was written off and did not come back. */
public sealed interface LossSharing {

    /** Each its part of the loan. */
    record ProRata() implements LossSharing {}

    /**
     * One funder bears the loss up to a cap; what is beyond it is borne pro rata by all, itself included.
     *
     * @param place of the funder that bears first, from 0
     * @param capMinor from 0
     */
    record FirstLoss(int place, long capMinor) implements LossSharing {
        /** Refuses a cap below 0. */
        public FirstLoss {
            if (place < 0 || capMinor < 0) {
                throw new IllegalArgumentException("a first loss of no funder or below 0");
            }
        }
    }

    /**
     * The parts of a loss, one a funder; they sum to it. What comes in later makes the loss smaller, and so relieves the pro
     * rata part before the first loss.
     *
     * @param lossMinor from 0
     * @param weights what each funds
     */
    default List<Long> bear(long lossMinor, List<Long> weights) {
        return switch (this) {
            case ProRata _ -> LargestRemainder.split(lossMinor, weights);
            case FirstLoss(int place, long capMinor) -> {
                long first = Math.min(lossMinor, capMinor);
                List<Long> parts = new ArrayList<>(LargestRemainder.split(lossMinor - first, weights));
                parts.set(place, Math.addExact(parts.get(place), first));
                yield List.copyOf(parts);
            }
        };
    }
}
