package org.loanregistry.registry.loan.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTotalsTest {
    @Test
    void a_posting_is_split_by_largest_remainder() {
        assertEquals(List.of(3_000L, 7_001L), new SharedTotals(List.of(30L, 70L)).post(10_001));
        assertEquals(List.of(3_334L, 3_333L, 3_333L), new SharedTotals(List.of(1L, 1L, 1L)).post(10_000));
    }

    @Test
    void no_weight_at_all_and_negative_postings_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new SharedTotals(List.of(0L, 0L)));
        assertThrows(IllegalArgumentException.class, () -> new SharedTotals(List.of(1L, -1L)));
        assertThrows(IllegalArgumentException.class, () -> new SharedTotals(List.of(1L)).post(-1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shares_sum_to_each_posting_and_no_lender_ever_drifts_by_a_whole_unit(long seed) {
        var random = new SplittableRandom(seed);
        for (int loan = 0; loan < 500; loan++) {
            List<Long> weights =
                    random.longs(random.nextInt(2, 17), 1, 1_000_000).boxed().toList();
            BigInteger all = BigInteger.valueOf(
                    weights.stream().mapToLong(Long::longValue).sum());
            var shared = new SharedTotals(weights);
            List<Long> totals = new ArrayList<>(weights.stream().map(_ -> 0L).toList());
            long sum = 0;
            for (int i = 0; i < 60; i++) {
                long amount = random.nextLong(0, random.nextBoolean() ? 5 : 100_000);
                List<Long> shares = shared.post(amount);
                sum += amount;
                assertEquals(amount, shares.stream().mapToLong(Long::longValue).sum());
                for (int lender = 0; lender < weights.size(); lender++) {
                    totals.set(lender, totals.get(lender) + shares.get(lender));
                    assertTrue(shares.get(lender) >= (weights.size() == 2 ? 0 : -1), "seed " + seed + " loan " + loan);
                    BigInteger drift = BigInteger.valueOf(totals.get(lender))
                            .multiply(all)
                            .subtract(BigInteger.valueOf(sum).multiply(BigInteger.valueOf(weights.get(lender))));
                    assertTrue(drift.abs().compareTo(all) < 0, "seed " + seed + " loan " + loan);
                }
            }
            assertEquals(totals, shared.totals());
        }
    }

    @Test
    void principal_that_is_all_back_is_back_exactly_as_it_was_lent() {
        var shared = new SharedTotals(List.of(333L, 333L, 334L));
        for (int i = 0; i < 1_000; i++) {
            shared.post(1);
        }
        assertEquals(List.of(333L, 333L, 334L), shared.totals());
    }
}
