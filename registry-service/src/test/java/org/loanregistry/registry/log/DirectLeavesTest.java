package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.tree.MerkleTree;

/** Large batches are integrated in the transaction that records them; small ones by way of the outbox. */
class DirectLeavesTest {
    private static final LogName LOG = LogName.RECORDS;

    private static int write(TestRegistry registry, List<NewLeaf> leaves) {
        return registry.bean(LogWriter.class).write(LOG, leaves.size(), (tx, sink) -> {
            sink.append(leaves);
            return leaves.size();
        });
    }

    private static void lead(TestRegistry registry) {
        registry.bean(SequencerJobs.class).of(LOG).step();
    }

    @Test
    void a_large_batch_is_in_the_tree_once_it_is_committed_and_in_no_outbox() {
        try (var registry = TestRegistry.create()) {
            lead(registry);
            var leaves = TestRegistry.randomLeaves(new Random(1), 1_000, "bank-a", "bank-b");
            write(registry, leaves);
            assertEquals(1_001, registry.size());
            assertEquals(0, registry.count("leaf"));
            assertEquals(Set.of("bank-a", "bank-b"), feedsOf(registry, leaves.get(17)));
            assertEquals(MerkleTree.root(registry.leafHashes()), registry.root());
        }
    }

    private static Set<String> feedsOf(TestRegistry registry, NewLeaf leaf) {
        return registry.database()
                .read(tx -> registry.bean(LogReader.class).feedsOf(tx, LOG, leaf.recordId()))
                .orElseThrow();
    }

    @Test
    void a_small_batch_and_a_batch_without_a_leader_go_by_the_outbox() {
        try (var registry = TestRegistry.create()) {
            write(registry, TestRegistry.randomLeaves(new Random(2), 1_000, "bank-a"));
            assertEquals(1_000, registry.count("leaf"));
            lead(registry);
            assertEquals(1_001, registry.size());
            write(registry, TestRegistry.randomLeaves(new Random(3), 999, "bank-a"));
            assertEquals(1_001, registry.size());
            assertEquals(1_999, registry.count("leaf"));
        }
    }

    @Test
    void a_process_that_lost_the_lead_puts_a_large_batch_in_the_outbox() {
        try (var first = TestRegistry.create();
                var second = first.again()) {
            lead(first);
            // As when the old leader's session is cut off and it has not noticed yet.
            second.database().inTransaction(tx -> {
                new TreeStore().beginEpoch(tx, LOG);
                return 0;
            });
            write(first, TestRegistry.randomLeaves(new Random(4), 1_000, "bank-c"));
            assertEquals(0, first.size());
            assertEquals(1_000, first.count("leaf"));
        }
    }

    @Test
    void a_large_batch_that_fails_leaves_no_trace_and_the_next_one_is_integrated() {
        try (var registry = TestRegistry.create()) {
            lead(registry);
            write(registry, TestRegistry.randomLeaves(new Random(5), 1_000, "bank-a"));
            var bad = new ArrayList<>(TestRegistry.randomLeaves(new Random(6), 1_000, "bank-a"));
            bad.set(999, bad.getFirst());
            assertThrows(IllegalArgumentException.class, () -> write(registry, bad), "a record twice");
            var lost = TestRegistry.randomLeaves(new Random(9), 1_000, "bank-a");
            assertThrows(
                    ArithmeticException.class,
                    () -> registry.bean(LogWriter.class).write(LOG, lost.size(), (_, sink) -> {
                        sink.append(lost);
                        throw new ArithmeticException("after the tree has grown");
                    }));
            var unknown = TestRegistry.randomLeaves(new Random(7), 1_000, "bank-x");
            assertThrows(IllegalArgumentException.class, () -> write(registry, unknown));
            assertEquals(1_001, registry.size());
            lead(registry);
            write(registry, TestRegistry.randomLeaves(new Random(8), 1_000, "bank-a"));
            assertEquals(2_002, registry.size());
            assertEquals(MerkleTree.root(registry.leafHashes()), registry.root());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void large_and_small_batches_of_concurrent_writers_are_integrated_exactly_once(long seed) throws Exception {
        try (var registry = TestRegistry.create();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            lead(registry);
            var committed = new ConcurrentLinkedQueue<UUID>();
            List<Future<Integer>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                writers.add(pool.submit(writer(registry, new Random(seed * 10 + writer), committed)));
            }
            while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                lead(registry);
            }
            for (var writer : writers) {
                writer.get();
            }
            registry.integrateAll();
            var size = registry.size();
            var recorded = registry.database()
                    .read(tx -> new EntryStore()
                            .recordsAt(
                                    tx, LOG, LongStream.range(0, size).boxed().toList()));
            assertEquals(size, recorded.size(), "gap in the log");
            var present = new HashSet<>(recorded.values());
            assertTrue(present.containsAll(committed), "a committed leaf is missing");
            assertEquals(committed.size() + registry.count("feed_heads"), present.size());
            assertEquals(MerkleTree.root(registry.leafHashes()), registry.root());
        }
    }

    private static Callable<Integer> writer(
            TestRegistry registry, Random random, ConcurrentLinkedQueue<UUID> committed) {
        return () -> {
            for (int turn = 0; turn < 6; turn++) {
                var leaves = TestRegistry.randomLeaves(random, random.nextBoolean() ? 1_000 : 7, "bank-a");
                write(registry, leaves);
                leaves.forEach(leaf -> committed.add(leaf.recordId()));
            }
            return 0;
        };
    }
}
