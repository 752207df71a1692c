package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.DedicatedSession;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;

class SequencerTest {
    private static final LogName LOG = LogName.RECORDS;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void every_committed_leaf_of_concurrent_writers_is_integrated_exactly_once(long seed) throws Exception {
        try (var registry = TestRegistry.create()) {
            var committed = new ConcurrentLinkedQueue<UUID>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                    var sequencer = registry.bean(SequencerJobs.class).of(LogName.RECORDS)) {
                List<Future<Integer>> writers = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    writers.add(pool.submit(writer(registry, new Random(seed * 100 + writer), committed)));
                }
                while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                    sequencer.step();
                }
                for (var writer : writers) {
                    writer.get();
                }
            }
            registry.integrateAll();
            var recorded =
                    registry.database().read(tx -> new EntryStore().recordsAt(tx, LOG, indexes(registry.size())));
            var withoutHeads = new HashSet<>(recorded.values());
            assertEquals(registry.size(), recorded.size(), "gap in the log");
            assertTrue(withoutHeads.containsAll(committed), "a committed leaf is missing");
            assertEquals(committed.size() + batches(registry), withoutHeads.size());
            assertEquals(MerkleTree.root(registry.leafHashes()), registry.root());
        }
    }

    private static Callable<Integer> writer(
            TestRegistry registry, Random random, ConcurrentLinkedQueue<UUID> committed) {
        return () -> {
            for (int turn = 0; turn < 40; turn++) {
                var leaves = TestRegistry.randomLeaves(random, 1 + random.nextInt(20), "bank-a");
                var rollsBack = random.nextInt(4) == 0;
                try {
                    registry.database().inTransaction(tx -> {
                        registry.bean(LeafQueue.class).append(tx, LOG, leaves);
                        java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(3_000_000));
                        if (rollsBack) {
                            throw new IllegalStateException("rolled back on purpose");
                        }
                        return leaves;
                    });
                    leaves.forEach(leaf -> committed.add(leaf.recordId()));
                } catch (IllegalStateException e) {
                    assertTrue(rollsBack);
                }
            }
            return 1;
        };
    }

    private static List<Long> indexes(long size) {
        return java.util.stream.LongStream.range(0, size).boxed().toList();
    }

    private static long batches(TestRegistry registry) {
        return registry.database()
                .read(tx -> tx.dsl().fetchCount(org.loanregistry.registry.database.schema.Tables.FEED_HEADS));
    }

    @Test
    void an_open_transaction_holds_back_what_began_after_it_and_nothing_is_skipped() throws Exception {
        try (var registry = TestRegistry.create();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var random = new Random(3);
            var early = TestRegistry.randomLeaves(random, 1, "bank-a");
            var entered = new java.util.concurrent.CountDownLatch(1);
            var leave = new java.util.concurrent.CountDownLatch(1);
            var open = pool.submit(() -> registry.database().inTransaction(tx -> {
                registry.bean(LeafQueue.class).append(tx, LOG, early);
                entered.countDown();
                try {
                    return leave.await(30, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            entered.await();
            registry.queue(random, 3, "bank-b");
            registry.integrateAll();
            assertEquals(0, registry.size());
            leave.countDown();
            assertTrue(open.get());
            registry.integrateAll();
            assertEquals(5, registry.size());
            var first = registry.database().read(tx -> new EntryStore().leafData(tx, LOG, 0));
            assertEquals(
                    org.loanregistry.transparency.tree.TreeHash.leaf(
                            early.getFirst().leafData()),
                    org.loanregistry.transparency.tree.TreeHash.leaf(first));
        }
    }

    @Test
    void a_sequencer_whose_epoch_has_passed_steps_down_and_writes_nothing() {
        try (var registry = TestRegistry.create()) {
            var parts = registry.bean(SequencerParts.class);
            try (var old = Sequencer.lead(LOG, parts, session(registry, 1));
                    var young = Sequencer.lead(LOG, parts, session(registry, 2))) {
                registry.queue(new Random(4), 10, "bank-a");
                assertThrows(LostLeadershipException.class, () -> old.integrate(100));
                assertEquals(0, registry.size());
                assertEquals(10, young.integrate(100));
                assertEquals(11, registry.size());
            }
        }
    }

    private static DedicatedSession session(TestRegistry registry, long lock) {
        return DedicatedSession.locking(registry.bean(DatabaseLogin.class), lock)
                .orElseThrow();
    }

    @Test
    void a_second_service_follows_while_the_first_one_leads() {
        try (var first = TestRegistry.create();
                var second = first.again()) {
            first.queue(new Random(5), 10, "bank-a");
            assertTrue(
                    first.bean(SequencerJobs.class).of(LogName.RECORDS).step().compareTo(Duration.ofMillis(200)) <= 0);
            assertEquals(
                    Duration.ofSeconds(1),
                    second.bean(SequencerJobs.class).of(LogName.RECORDS).step());
            first.bean(SequencerJobs.class).of(LogName.RECORDS).close();
            second.queue(new Random(6), 10, "bank-a");
            second.bean(SequencerJobs.class).of(LogName.RECORDS).step();
            assertEquals(22, second.size());
            assertEquals(MerkleTree.root(second.leafHashes()), second.root());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void after_each_restart_the_root_is_that_of_all_leaves(long seed) {
        var random = new Random(seed);
        try (var registry = TestRegistry.create()) {
            for (int start = 0; start < 4; start++) {
                for (int batch = 0; batch < 3; batch++) {
                    registry.queue(random, 1 + random.nextInt(300), "bank-c");
                    registry.integrateAll();
                }
                try (var again = registry.again()) {
                    assertEquals(again.size(), again.bean(HistoryGuard.class).checkTree(LOG));
                    assertEquals(MerkleTree.root(again.leafHashes()), again.root());
                }
            }
        }
    }

    @Test
    void the_head_of_a_batch_proves_that_every_feed_is_complete() {
        try (var registry = TestRegistry.create()) {
            var random = new Random(9);
            registry.queue(random, 300, "bank-a", "bank-b");
            registry.queue(random, 5, "bank-b");
            registry.queue(random, 2);
            registry.integrateAll();
            registry.anchorWithoutLedger();
            registry.database().read(tx -> {
                var log = registry.bean(LogReader.class).published(tx, LOG).orElseThrow();
                assertEquals(308, log.treeSize());
                assertEquals(List.of(300L, 305L, 0L), List.of(log.feedSize(1), log.feedSize(2), log.feedSize(3)));
                for (var lender : List.of("bank-a", "bank-b", "bank-c")) {
                    var slot = lender.charAt(5) - 'a' + 1;
                    assertEquals(headFromEntries(log.feed(lender, 0, 1_000)), headInTheLog(registry, log, slot));
                }
                return log;
            });
        }
    }

    private static FeedHead headFromEntries(List<FeedEntry> entries) {
        List<Hash> hashes = entries.stream().map(FeedEntry::feedLeafHash).toList();
        return new FeedHead(hashes.size(), MerkleTree.root(hashes));
    }

    private static FeedHead headInTheLog(TestRegistry registry, PublishedLog log, int slot) {
        var disclosure = log.feedHeads().disclose(Set.of(slot));
        assertEquals(
                org.loanregistry.transparency.tree.TreeHash.leaf(log.leafData(log.treeSize() - 1)),
                disclosure.leafHash());
        assertEquals(
                "Matches",
                disclosure.check(registry.bean(RecordSchemas.class)).getClass().getSimpleName());
        return FeedHead.parse(disclosure.disclosed().getFirst().value().bytes());
    }

    @Test
    void a_feed_of_no_lender_and_a_record_queued_twice_are_refused() throws ExecutionException {
        try (var registry = TestRegistry.create()) {
            assertThrows(IllegalArgumentException.class, () -> registry.queue(new Random(10), 1, "bank-z"));
            registry.queue(new Random(11), 1, "bank-a");
            assertThrows(RuntimeException.class, () -> registry.queue(new Random(11), 1, "bank-a"));
            registry.integrateAll();
            assertEquals(2, registry.size());
        }
    }
}
