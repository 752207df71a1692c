package org.loanregistry.registry.loan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repayment's parts in minor units, none negative.
 *
 * @param principal towards the principal
 * @param interest towards interest and charges
 * @param excess beyond what is owed
 */
public record Split(long principal, long interest, long excess) {
    /** The name of the rule by which missing parts are derived (Civil Code of China, article 561). */
    public static final String RULE = "derived: interest and charges first, then principal, the rest is excess";

    /** Refuses negative parts. */
    public Split {
        if (principal < 0 || interest < 0 || excess < 0) {
            throw new IllegalArgumentException("a negative part of a repayment");
        }
    }

    /** The sum of the parts. */
    public long amount() {
        return Math.addExact(Math.addExact(principal, interest), excess);
    }

    /**
     * The split of {@code amount} that keeps to the parts given and derives the missing ones: interest and charges up to
     * what is owed, then principal up to what is owed, the rest excess. Empty if no such split sums to the amount.
     */
    public static Optional<Split> of(
            long amount, @Nullable Long principal, @Nullable Long interest, @Nullable Long excess, Balance balance) {
        long rest = amount - orZero(principal) - orZero(interest) - orZero(excess);
        if (rest < 0) {
            return Optional.empty();
        }
        long interestPart = interest != null ? interest : Math.min(rest, balance.interestOutstanding());
        rest -= interest != null ? 0 : interestPart;
        long principalPart = principal != null ? principal : Math.min(rest, balance.principalOutstanding());
        rest -= principal != null ? 0 : principalPart;
        if (excess != null && rest != 0) {
            return Optional.empty();
        }
        return Optional.of(new Split(principalPart, interestPart, excess != null ? excess : rest));
    }

    private static long orZero(@Nullable Long part) {
        return part == null ? 0 : part;
    }
}
