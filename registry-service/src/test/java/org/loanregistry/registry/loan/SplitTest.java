package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Balance OWED = Balance.opening(10_000, 3_000);

    @Test
    void missing_parts_go_to_interest_first_then_principal_and_the_rest_is_excess() {
        assertEquals(Optional.of(new Split(0, 2_000, 0)), Split.of(2_000, null, null, null, OWED));
        assertEquals(Optional.of(new Split(2_000, 3_000, 0)), Split.of(5_000, null, null, null, OWED));
        assertEquals(Optional.of(new Split(10_000, 3_000, 500)), Split.of(13_500, null, null, null, OWED));
    }

    @Test
    void given_parts_are_kept_even_against_the_usual_order() {
        assertEquals(Optional.of(new Split(2_000, 0, 0)), Split.of(2_000, 2_000L, 0L, null, OWED));
    }

    @Test
    void parts_that_do_not_sum_to_the_amount_are_refused() {
        assertEquals(Optional.empty(), Split.of(2_000, 2_000L, 1L, null, OWED));
        assertEquals(Optional.empty(), Split.of(2_000, 1_000L, 500L, 0L, OWED));
        assertEquals(Optional.empty(), Split.of(20_000, null, null, 0L, OWED));
    }

    @Test
    void any_sequence_of_repayments_keeps_sums_exact_and_nothing_negative() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            long principal = random.nextLong(1, 100_000);
            long interest = random.nextLong(0, 30_000);
            Balance balance = Balance.opening(principal, interest);
            for (int i = 0; i < 12; i++) {
                long amount = random.nextLong(1, 40_000);
                var split = Split.of(amount, part(random, amount), part(random, amount), null, balance);
                if (split.isEmpty()) {
                    continue;
                }
                assertEquals(amount, split.get().amount(), "seed " + seed);
                Balance after = balance.after(split.get());
                assertEquals(balance.paid() + amount, after.paid(), "seed " + seed);
                assertTrue(after.principalOutstanding() <= balance.principalOutstanding(), "seed " + seed);
                balance = after;
            }
            assertTrue(balance.paid() - balance.excess() >= principal - balance.principalOutstanding(), "seed " + seed);
        }
    }

    private static @Nullable Long part(SplittableRandom random, long amount) {
        return random.nextInt(3) == 0 ? random.nextLong(0, amount + 1) : null;
    }
}
