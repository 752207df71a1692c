package org.loanregistry.registry.loan.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossSharingTest {
    private static final List<Long> THIRTY_SEVENTY = List.of(30L, 70L);

    @Test
    void pro_rata_each_bears_its_part_to_the_cent() {
        assertEquals(List.of(3_000L, 7_001L), new LossSharing.ProRata().bear(10_001, THIRTY_SEVENTY));
        assertEquals(List.of(0L, 0L), new LossSharing.ProRata().bear(0, THIRTY_SEVENTY));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "4999, 4999, 0", "5000, 5000, 0", "5001, 5000, 1", "6000, 5300, 700"})
    void the_first_loss_goes_to_one_up_to_the_cap_and_the_rest_to_all(long loss, long first, long second) {
        assertEquals(List.of(first, second), new LossSharing.FirstLoss(0, 5_000).bear(loss, THIRTY_SEVENTY));
    }

    @Test
    void the_parts_are_the_whole_and_grow_with_it() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            List<Long> weights =
                    random.longs(random.nextInt(2, 6), 1, 1_000_000).boxed().toList();
            var sharing = new LossSharing.FirstLoss(random.nextInt(weights.size()), random.nextLong(0, 1_000_000));
            long loss = random.nextLong(0, 10_000_000);
            List<Long> parts = sharing.bear(loss, weights);
            assertEquals(loss, parts.stream().mapToLong(Long::longValue).sum());
            assertEquals(0, parts.stream().filter(part -> part < 0).count(), "nobody gains by a loss of " + loss);
        }
    }

    @Test
    void a_cap_below_0_and_a_bearer_that_funds_nothing_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new LossSharing.FirstLoss(0, -1));
        assertThrows(IllegalArgumentException.class, () -> new LossSharing.FirstLoss(-1, 1));
        var third = new LossSharing.FirstLoss(2, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> third.bear(1, THIRTY_SEVENTY));
    }
}
