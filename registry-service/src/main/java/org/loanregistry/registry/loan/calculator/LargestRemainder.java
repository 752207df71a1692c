package org.loanregistry.registry.loan.calculator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits an amount by weights: each part is floored, and the units left go one each to the largest remainders, ties to the
 * lower place. The parts always sum to the amount.
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /** Parts of {@code amount}, one a weight; weights are not negative and not all 0. */
    public static List<Long> split(long amount, List<Long> weights) {
        if (amount < 0 || weights.stream().anyMatch(one -> one < 0)) {
            throw new IllegalArgumentException("a negative amount or weight in a split");
        }
        BigInteger all = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (all.signum() == 0) {
            throw new IllegalArgumentException("a split without weight");
        }
        List<Long> parts = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        long left = amount;
        for (long weight : weights) {
            BigInteger[] part = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(weight))
                    .divideAndRemainder(all);
            parts.add(part[0].longValueExact());
            remainders.add(part[1]);
            left -= part[0].longValueExact();
        }
        List<Integer> byRemainder = IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get)
                        .reversed())
                .toList();
        for (int place = 0; place < left; place++) {
            parts.set(byRemainder.get(place), parts.get(byRemainder.get(place)) + 1);
        }
        return List.copyOf(parts);
    }

    /** {@code count} parts that differ by at most one unit, the larger first. */
    public static List<Long> even(long amount, int count) {
        return split(amount, Collections.nCopies(count, 1L));
    }
}
