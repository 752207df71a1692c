package org.loanregistry.registry.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.error.TooBusy;

class GroupCommitTest {
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(100, 50, 1_000, 1);

    /** Work whose first group waits until it may go on. */
    private static final class Gate implements Function<List<Integer>, List<Integer>> {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final ConcurrentLinkedQueue<List<Integer>> groups = new ConcurrentLinkedQueue<>();

        @Override
        public List<Integer> apply(List<Integer> items) {
            groups.add(List.copyOf(items));
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return items.stream().map(item -> item * 10).toList();
        }
    }

    @Test
    void what_comes_while_a_group_is_committed_makes_the_next_and_each_gets_its_own_result() throws Exception {
        var gate = new Gate();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var commits = new GroupCommit<>("test", LIMITS, gate)) {
            List<Future<Integer>> results = new ArrayList<>();
            results.add(pool.submit(() -> commits.submit(0, 1)));
            gate.entered.await();
            for (int i = 1; i <= 20; i++) {
                int item = i;
                results.add(pool.submit(() -> commits.submit(item, 1)));
            }
            while (commits.waiting() < 21) {
                Thread.onSpinWait();
            }
            gate.leave.countDown();
            for (int i = 0; i <= 20; i++) {
                assertEquals(i * 10, results.get(i).get());
            }
            assertEquals(List.of(1, 20), gate.groups.stream().map(List::size).toList());
        }
    }

    @Test
    void a_group_takes_no_more_once_it_weighs_enough() throws Exception {
        var gate = new Gate();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var commits = new GroupCommit<>("test", LIMITS, gate)) {
            var first = pool.submit(() -> commits.submit(0, 1));
            gate.entered.await();
            List<Future<Integer>> heavy = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                int item = i;
                heavy.add(pool.submit(() -> commits.submit(item, 60)));
            }
            while (commits.waiting() < 241) {
                Thread.onSpinWait();
            }
            gate.leave.countDown();
            first.get();
            for (var one : heavy) {
                one.get();
            }
            assertEquals(List.of(1, 2, 2), gate.groups.stream().map(List::size).toList());
        }
    }

    @Test
    void whom_the_queue_has_no_room_for_is_told_at_once_and_comes_in_later() throws Exception {
        var gate = new Gate();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var commits = new GroupCommit<>("test", LIMITS, gate)) {
            var first = pool.submit(() -> commits.submit(1, 999));
            gate.entered.await();
            assertThrows(TooBusy.class, () -> commits.submit(2, 2));
            assertEquals(999, commits.waiting());
            gate.leave.countDown();
            assertEquals(10, first.get());
            assertEquals(20, commits.submit(2, 2));
        }
    }

    @Test
    void one_that_fails_does_not_fail_the_others_of_its_group() throws Exception {
        var gate = new Gate();
        Function<List<Integer>, List<Integer>> work = items -> {
            var results = gate.apply(items);
            if (items.contains(13)) {
                throw new IllegalStateException("thirteen");
            }
            return results;
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var commits = new GroupCommit<>("test", LIMITS, work)) {
            var first = pool.submit(() -> commits.submit(1, 1));
            gate.entered.await();
            var bad = pool.submit(() -> commits.submit(13, 1));
            var good = pool.submit(() -> commits.submit(14, 1));
            while (commits.waiting() < 3) {
                Thread.onSpinWait();
            }
            gate.leave.countDown();
            assertEquals(10, first.get());
            assertEquals(140, good.get());
            var failure = assertThrows(ExecutionException.class, bad::get);
            assertTrue(failure.getCause() instanceof IllegalStateException, failure::toString);
            assertEquals(0, commits.waiting());
        }
    }

    @ParameterizedTest
    @CsvSource({"08006, 1", "57P01, 1", "53100, 1", "23505, 3"})
    void a_group_is_tried_item_by_item_only_if_one_item_can_be_at_fault(String sqlState, int attempts)
            throws Exception {
        var gate = new Gate();
        Function<List<Integer>, List<Integer>> work = items -> {
            if (gate.apply(items).size() > 1 || items.contains(2)) {
                throw new DataAccessException("failed", new java.sql.SQLException("failed", sqlState));
            }
            return items;
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                var commits = new GroupCommit<>("test", LIMITS, work)) {
            var first = pool.submit(() -> commits.submit(1, 1));
            gate.entered.await();
            var second = pool.submit(() -> commits.submit(2, 1));
            var third = pool.submit(() -> commits.submit(3, 1));
            while (commits.waiting() < 3) {
                Thread.onSpinWait();
            }
            gate.leave.countDown();
            first.get();
            assertThrows(ExecutionException.class, second::get);
            if (attempts == 1) {
                assertThrows(ExecutionException.class, third::get);
            } else {
                assertEquals(3, third.get());
            }
            assertEquals(1 + attempts, gate.groups.size());
        }
    }

    @Test
    void at_the_end_what_waits_is_committed_and_nothing_more_is_taken() throws Exception {
        var gate = new Gate();
        var commits = new GroupCommit<>("test", LIMITS, gate);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pool.submit(() -> commits.submit(1, 1));
            gate.entered.await();
            var second = pool.submit(() -> commits.submit(2, 1));
            while (commits.waiting() < 2) {
                Thread.onSpinWait();
            }
            var closing = pool.submit(commits::close);
            gate.leave.countDown();
            closing.get();
            assertEquals(10, first.get());
            assertEquals(20, second.get());
            assertThrows(TooBusy.class, () -> commits.submit(3, 1));
        }
    }

    @Test
    void limits_below_1_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new GroupCommit.Limits(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GroupCommit.Limits(1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GroupCommit.Limits(1, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new GroupCommit.Limits(1, 1, 1, 0));
    }
}
