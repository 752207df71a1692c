package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.transparency.tree.Hash;

/**
 * The write path in a process of its own, ended without warning at a step of its conversation with PostgreSQL drawn by
 * chance, or while the ledger has its call; then started again on what it left. After each death: what was acknowledged is
 * there once, the indices have no gap, no size has a second head, receipts hold. {@code -Dloanreg.crash.kills=N} says how
 * often, {@code -Dloanreg.crash.seed=S} which steps.
 */
class CrashTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final int KILLS = Integer.getInteger("loanreg.crash.kills", 24);
    private static final long SEED = Long.getLong("loanreg.crash.seed", 1);
    private static final int LANES = 2;
    private static final TestLedger LEDGER = TestLedger.running();

    @Test
    void nothing_acknowledged_is_lost_or_doubled_whatever_step_the_process_dies_at() throws Exception {
        var program = ChildProgram.prepare();
        var started = System.nanoTime();
        Map<String, Integer> deaths = new TreeMap<>();
        try (var threads = Executors.newFixedThreadPool(LANES)) {
            List<Callable<Lane>> lanes = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                var kills = KILLS / LANES + (lane < KILLS % LANES ? 1 : 0);
                var seed = SEED * LANES + lane;
                var one = new Lane(seed, program);
                lanes.add(() -> one.run(kills));
            }
            for (var lane : threads.invokeAll(lanes)) {
                lane.get().deaths.forEach((step, times) -> deaths.merge(step, times, Integer::sum));
            }
        }
        var died = deaths.values().stream().mapToInt(times -> times).sum();
        System.out.printf(
                "crash: %d kills at %d different steps in %d s, nothing lost%n",
                died, deaths.size(), (System.nanoTime() - started) / 1_000_000_000);
        deaths.forEach((step, times) -> System.out.println("crash:   " + times + " x " + step));
        assertEquals(KILLS, died);
        if (KILLS >= 200) {
            for (var stage : List.of("leaf", "commit", "tree_state", "checkpoint", "ledger")) {
                assertTrue(deaths.keySet().stream().anyMatch(step -> step.contains(stage)), "none died at " + stage);
            }
        }
    }

    /** One registry that dies again and again. Used by one thread. */
    private static final class Lane {
        private final Map<String, Integer> deaths = new HashMap<>();
        private final Random random;
        private final ChildProgram program;
        private final Path journal = TestRegistry.temporaryFolder().resolve("journal");
        private final Path output = journal.resolveSibling("output");
        private final String host = TestLedger.host();
        private final TestRegistry registry = TestRegistry.create(Map.of("registry.host", host));
        private final LogInvariants invariants = new LogInvariants(registry);
        private int read;
        private long longest = 110;

        Lane(long seed, ChildProgram program) {
            random = new Random(seed);
            this.program = program;
        }

        Lane run(int kills) throws Exception {
            LEDGER.register(registry.bean(SigningKeys.class).of(LOG).verifierKey());
            try (registry;
                    var gateway = new LossyGateway(LEDGER)) {
                for (int kill = 0; kill < kills; ) {
                    kill += live(kill % 4 == 0 ? gateway : null) ? 1 : 0;
                    check();
                }
                checkAll();
            }
            return this;
        }

        /** One life; false if it ended before its fatal step was reached. */
        private boolean live(@Nullable LossyGateway gateway) throws Exception {
            var fatal = 1 + random.nextLong(longest);
            var fatalCall = 1 + random.nextInt(16);
            var process = program.start(
                    output,
                    registry.home().toString(),
                    registry.bean(DatabaseLogin.class).url(),
                    journal.toString(),
                    Long.toString(random.nextLong()),
                    Long.toString(gateway == null ? fatal : -1),
                    gateway == null ? "-" : gateway.profile().toString(),
                    host);
            if (gateway != null) {
                gateway.killAt(fatalCall, process);
            }
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a life ends");
            if (process.exitValue() == CrashChild.SURVIVED) {
                longest = gateway == null ? Math.max(20, longest * 9 / 10) : longest;
                return false;
            }
            assertEquals(137, process.exitValue(), () -> read(output));
            if (gateway != null) {
                deaths.merge("ledger " + gateway.lastCall(), 1, Integer::sum);
            }
            return true;
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** What must hold after each death. */
        private void check() throws IOException {
            var lines = CrashChild.lines(journal);
            for (var line : lines.subList(read, lines.size())) {
                var words = line.split(" ", 2);
                if (words[0].equals("died")) {
                    deaths.merge(words[1], 1, Integer::sum);
                } else {
                    acknowledge(words[1]);
                }
            }
            read = lines.size();
            invariants.check();
        }

        private void acknowledge(String line) {
            var parts = line.split(" ", 3);
            var ids =
                    Arrays.stream(parts[0].split(",", -1)).map(UUID::fromString).toList();
            var hashes = Arrays.stream(parts[2].split(",", -1))
                    .map(Hash::parseBase64)
                    .toList();
            invariants.acknowledge(ids, hashes, new String(Base64.getDecoder().decode(parts[1]), UTF_8));
        }

        /** At the end: all is integrated, every receipt is honoured, and the ledger takes the newest head. */
        private void checkAll() throws IOException {
            invariants.checkAll();
            assertNotEquals(0, invariants.acknowledged());
            try (var anew = registry.again(Map.of(
                    "registry.host",
                    host,
                    "registry.ledger-profile",
                    LEDGER.profile("RegistryOperator", "client").toString()))) {
                anew.bean(LogStart.class).check();
                var anchored = anew.bean(AnchorJobs.class).of(LOG);
                anchored.step();
                assertEquals(
                        Optional.empty(), anew.bean(StatusBoard.class).of(LOG).ledgerProblem());
                assertEquals(
                        registry.size(),
                        anew.bean(StatusBoard.class).of(LOG).anchoredSize(),
                        "the ledger takes the head");
            }
        }
    }
}
