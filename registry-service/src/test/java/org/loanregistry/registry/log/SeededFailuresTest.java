package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.schema.Tables;
import org.loanregistry.registry.log.fault.Step;
import org.loanregistry.registry.log.fault.TappedDriver;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.tree.TreeHash;
import org.slf4j.LoggerFactory;

/**
 * Thousands of failures drawn from a seed: any statement, copy or commit fails or is done and reported as failed, any call to
 * the ledger or a witness is lost on its way there or back, or arrives twice. The client repeats what it does not know the
 * outcome of. {@code -Dloanreg.failures=N} says how many, {@code -Dloanreg.failures.seed=S} which.
 */
class SeededFailuresTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final int FAILURES = Integer.getInteger("loanreg.failures", 1_000);
    private static final long SEED = Long.getLong("loanreg.failures.seed", 1);
    private static final int A_RUN = 2_000;
    private static final List<String> FLOODED =
            List.of("org.loanregistry", "com.zaxxer.hikari", "org.jooq", "io.micronaut");

    private final List<Level> levels = new ArrayList<>();

    @BeforeEach
    void silence() {
        for (var name : FLOODED) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            levels.add(logger.getLevel());
            logger.setLevel(Level.OFF);
        }
    }

    @AfterEach
    void untap() {
        TappedDriver.install(null);
        for (int i = 0; i < FLOODED.size(); i++) {
            ((Logger) LoggerFactory.getLogger(FLOODED.get(i))).setLevel(levels.get(i));
        }
    }

    @Test
    void no_failure_loses_or_doubles_an_event_or_makes_a_second_head() throws Exception {
        var started = System.nanoTime();
        Map<String, Integer> kinds = new TreeMap<>();
        int failed = 0;
        int events = 0;
        for (long seed = SEED; failed < FAILURES; seed++) {
            try (var run = new Run(seed)) {
                failed += run.fail(Math.min(A_RUN, FAILURES - failed), kinds);
                events += run.settle();
            }
        }
        System.out.printf(
                "failures: %d of %d kinds, %d events acknowledged, %d s, nothing lost%n",
                failed, kinds.size(), events, (System.nanoTime() - started) / 1_000_000_000);
        kinds.forEach((kind, times) -> System.out.println("failures:   " + times + " x " + kind));
        assertTrue(failed >= FAILURES);
        if (FAILURES >= 1_000) {
            for (var stage :
                    List.of("before commit", "after commit", "leaf", "tree_state", "feed", "ledger", "witness")) {
                assertTrue(kinds.keySet().stream().anyMatch(kind -> kind.contains(stage)), "none failed at " + stage);
            }
        }
    }

    /** One registry with its ledger, its witnesses and what goes wrong between them. */
    private static final class Run implements AutoCloseable {
        private static final TestLedger LEDGER = TestLedger.running();

        private final Random random;
        private final Random decisions;
        private final AtomicInteger failures = new AtomicInteger();
        private final Map<String, Integer> kinds = new TreeMap<>();
        private final LossyGateway gateway = new LossyGateway(LEDGER);
        private final List<BankWitness> banks = List.of("BankA", "BankB", "BankC").stream()
                .map(bank -> new BankWitness(LEDGER, bank, InstantSource.system()))
                .toList();
        private final List<LossyWitness> witnesses =
                banks.stream().map(LossyWitness::new).toList();
        private final TestRegistry registry;
        private final SequencerJob sequencer;
        private final LogInvariants invariants;
        private final Anchorer anchorer;
        private volatile int oneIn;
        private boolean mayBeCommitted;

        Run(long seed) throws IOException {
            random = new Random(seed);
            decisions = new Random(~seed);
            TappedDriver.install(this::decide);
            registry = TestRegistry.create(Map.of(
                    "registry.host", TestLedger.host(),
                    "registry.ledger-profile", gateway.profile().toString(),
                    "registry.witness.addresses",
                            String.join(
                                    ",",
                                    witnesses.stream().map(LossyWitness::url).toList()),
                    "datasources.default.driver-class-name", TappedDriver.class.getName()));
            LEDGER.register(
                    registry.bean(SigningKeys.class).of(LOG).verifierKey(),
                    new LogTerms(banks.stream().map(BankWitness::inTerms).toList(), 2, 0, 86_400, 0));
            sequencer = registry.bean(SequencerJobs.class).of(LOG);
            invariants = new LogInvariants(registry);
            anchorer = new Anchorer(
                    LOG,
                    registry.bean(Settings.class).origin(LOG),
                    registry.bean(Database.class),
                    registry.bean(LedgerLink.class).ledger().orElseThrow(),
                    registry.bean(HistoryGuard.class),
                    registry.bean(WitnessPanel.class),
                    InstantSource.system());
        }

        private synchronized void decide(Step step) throws SQLException {
            if (oneIn > 0 && decisions.nextInt(oneIn) == 0) {
                // A roll back fails with its line only: jOOQ's return to auto-commit would commit what it left.
                var cut = step.what().equals("rollback") || decisions.nextInt(12) == 0;
                mayBeCommitted |= step.what().equals("commit");
                count(step + (cut ? ", the line cut" : ""));
                throw new SQLException("failed on purpose " + step, cut ? "08006" : "57014");
            }
        }

        private void count(String kind) {
            failures.incrementAndGet();
            kinds.merge(kind, 1, Integer::sum);
        }

        /** Works until so many failures have happened. */
        int fail(int wanted, Map<String, Integer> all) {
            for (int turn = 0; failures.get() < wanted; turn++) {
                record(random.nextInt(100) == 0 ? LogWriter.DIRECT_LEAVES : 1 + random.nextInt(7));
                oneIn = 8;
                sequencer.step();
                if (turn % 16 == 0) {
                    anchor();
                }
                oneIn = 0;
                if (turn % 250 == 0) {
                    invariants.check();
                }
            }
            kinds.forEach((kind, times) -> all.merge(kind, times, Integer::sum));
            return failures.get();
        }

        /** As a client does: sends again what failed, unless it failed while being committed and turns out to be there. */
        private void record(int count) {
            var leaves = TestRegistry.randomLeaves(random, count, "bank-a", "bank-c");
            var ids = leaves.stream().map(NewLeaf::recordId).toList();
            var hashes =
                    leaves.stream().map(leaf -> TreeHash.leaf(leaf.leafData())).toList();
            while (true) {
                try {
                    mayBeCommitted = false;
                    oneIn = 6;
                    var receipts = registry.bean(LogWriter.class).write(LOG, count, (tx, sink) -> {
                        sink.append(leaves);
                        return registry.bean(ReceiptDesk.class).issue(tx, LOG, hashes);
                    });
                    oneIn = 0;
                    invariants.acknowledge(ids, hashes, receipts.note());
                    return;
                } catch (RuntimeException e) {
                    oneIn = 0;
                    if (mayBeCommitted && isThere(leaves.getFirst())) {
                        return;
                    }
                }
            }
        }

        private boolean isThere(NewLeaf leaf) {
            return registry.database()
                    .read(tx -> tx.dsl()
                                    .fetchExists(
                                            Tables.LEAF,
                                            Tables.LEAF
                                                    .LOG_ID
                                                    .eq(LOG.id())
                                                    .and(Tables.LEAF.RECORD_ID.eq(leaf.recordId())))
                            || tx.dsl()
                                    .fetchExists(
                                            Tables.LOG_ENTRY,
                                            Tables.LOG_ENTRY
                                                    .LOG_ID
                                                    .eq(LOG.id())
                                                    .and(Tables.LOG_ENTRY.RECORD_ID.eq(leaf.recordId()))));
        }

        private void anchor() {
            var kind = random.nextInt(9);
            var victims = witnesses.subList(0, 1 + random.nextInt(3));
            switch (kind) {
                case 0 -> lose("the ledger's answer to a question", gateway.evaluationsToLose);
                case 1 -> lose("a submission to the ledger", gateway.submissionsToLose);
                case 2 -> lose("a question for a ledger transaction", gateway.questionsToLose);
                case 3 -> lose("the ledger's answer to a submission", gateway.statusesToLose);
                case 4 -> lose("a submission to the ledger, doubled", gateway.submissionsToDouble);
                case 5 -> victims.forEach(one -> lose("a question to a witness", one.requestsToLose));
                case 6 -> victims.forEach(one -> lose("the answer of a witness", one.answersToLose));
                case 7 -> victims.forEach(one -> lose("a question to a witness, doubled", one.requestsToDouble));
                default -> {}
            }
            try {
                anchorer.step();
            } catch (HistoryException e) {
                throw e;
            } catch (RuntimeException e) {
                // Tried again at the next turn, as the job does.
            }
        }

        private void lose(String kind, AtomicInteger counter) {
            if (counter.get() == 0) {
                counter.set(1);
                count(kind);
            }
        }

        /** With everything well again the log is whole, and the ledger takes the newest head. */
        int settle() {
            oneIn = 0;
            invariants.checkAll();
            Optional<Long> anchored = Optional.empty();
            for (int attempt = 0; attempt < 8 && !anchored.equals(Optional.of(registry.size())); attempt++) {
                try {
                    anchorer.step();
                } catch (LedgerUnavailableException e) {
                    // A loss that was ordered and not used up.
                }
                anchored = anchorer.lastSeen().map(head -> head.checkpoint().treeSize());
            }
            assertEquals(Optional.of(registry.size()), anchored);
            return invariants.acknowledged();
        }

        @Override
        public void close() {
            TappedDriver.install(null);
            registry.close();
            witnesses.forEach(LossyWitness::close);
            banks.forEach(BankWitness::close);
            gateway.close();
        }
    }
}
