package org.loanregistry.registry.loan.account;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.loan.calculator.LargestRemainder;

/**
 * How what comes in on a loan of several lenders is shared: each lender's total so far is its part, by largest remainder,
 * of the whole total so far, and a posting's shares are the differences. So the shares of every posting sum to it, a
 * lender's total is always less than one minor unit from its exact part, and once all principal is back each lender has
 * exactly what it lent. With three lenders or more a share can be -1: a cent that moves from one to another because the
 * larger total is split more fairly that way. With two it cannot.
 */
public final class SharedTotals {
    private final List<Long> weights;
    private long total;

    /** @param weights what each lender funds, not all 0 */
    public SharedTotals(List<Long> weights) {
        this.weights = List.copyOf(weights);
        LargestRemainder.split(0, this.weights);
    }

    /** The shares of the next posting, one a lender. */
    public List<Long> post(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("a negative posting");
        }
        List<Long> before = LargestRemainder.split(total, weights);
        total = Math.addExact(total, amount);
        List<Long> after = LargestRemainder.split(total, weights);
        List<Long> shares = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            shares.add(after.get(i) - before.get(i));
        }
        return List.copyOf(shares);
    }

    /** What each lender has in all. */
    public List<Long> totals() {
        return LargestRemainder.split(total, weights);
    }
}
