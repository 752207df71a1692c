package org.loanregistry.registry.loan;

/**
 * What is still owed on a contract and what came in, in minor units; nothing here is ever negative.
 *
 * @param principalOutstanding principal not yet repaid
 * @param interestOutstanding interest and charges agreed and not yet paid, as far as the contract states them
 * @param paid everything received
 * @param excess what was received beyond what was owed
 */
public record Balance(long principalOutstanding, long interestOutstanding, long paid, long excess) {

    /** Refuses negative amounts. */
    public Balance {
        if (principalOutstanding < 0 || interestOutstanding < 0 || paid < 0 || excess < 0) {
            throw new IllegalArgumentException("a negative amount in a balance");
        }
    }

    /** The balance of a contract on which nothing was paid. */
    public static Balance opening(long principal, long interest) {
        return new Balance(principal, interest, 0, 0);
    }

    /** The balance after an allocated repayment: outstanding amounts stop at 0, the rest is excess. */
    public Balance after(Split split) {
        long principal = Math.min(split.principal(), principalOutstanding);
        long interest = Math.min(split.interest(), interestOutstanding);
        long beyond = split.principal() - principal;
        return new Balance(
                principalOutstanding - principal,
                interestOutstanding - interest,
                Math.addExact(paid, split.amount()),
                Math.addExact(excess, split.excess() + beyond));
    }
}
