package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
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
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.tree.Hash;

/**
 * The write path in a process of its own, ended without warning at a step of its conversation with PostgreSQL drawn by
 * chance, or while the ledger or a witness has its call; then started again on what it left. After each death: what was acknowledged is
 * there once, the indices have no gap, no size has a second head, receipts hold. {@code -Dloanreg.crash.kills=N} says how
 * often, {@code -Dloanreg.crash.seed=S} which steps.
 */
class CrashTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final int KILLS = Integer.getInteger("loanreg.crash.kills", 24);
    private static final long SEED = Long.getLong("loanreg.crash.seed", 1);
    private static final int LANES = 2;
    private static final TestLedger LEDGER = TestLedger.running();

    /** A log with this witness alone, which must cosign. */
    static LogTerms terms(BankWitness witness) {
        return new LogTerms(List.of(witness.inTerms()), 1, 0, 86_400, 0);
    }

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
            for (var stage : List.of("leaf", "commit", "tree_state", "checkpoint", "ledger", "witness")) {
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
            try (registry;
                    var gateway = new LossyGateway(LEDGER);
                    var bank = new BankWitness(LEDGER, "BankA", InstantSource.system());
                    var witness = new LossyWitness(bank)) {
                LEDGER.register(registry.bean(SigningKeys.class).of(LOG).verifierKey(), terms(bank));
                for (int kill = 0; kill < kills; ) {
                    boolean died = switch (kill % 4) {
                        case 0 -> anchoring(gateway, witness, "ledger", gateway.assassin, 16);
                        case 2 -> anchoring(gateway, witness, "witness", witness.assassin, 6);
                        default -> recording();
                    };
                    kill += died ? 1 : 0;
                    check();
                }
                checkAll(bank);
            }
            return this;
        }

        /** One life without a ledger; false if it ended before its fatal step was reached. */
        private boolean recording() throws Exception {
            boolean died = isKilled(start(1 + random.nextLong(longest), "-", "-"));
            longest = died ? longest : Math.max(20, longest * 9 / 10);
            return died;
        }

        /** One life that ends when the ledger or the witness has its call; false if it ended by itself. */
        private boolean anchoring(
                LossyGateway gateway, LossyWitness witness, String whose, Assassin assassin, int calls)
                throws Exception {
            var process = start(-1, gateway.profile().toString(), witness.url());
            assassin.killAt(1 + random.nextInt(calls), process);
            boolean died = isKilled(process);
            if (died) {
                deaths.merge(whose + " " + assassin.lastCall(), 1, Integer::sum);
            }
            return died;
        }

        private Process start(long fatal, String profile, String witness) {
            return program.start(
                    output,
                    registry.home().toString(),
                    registry.bean(DatabaseLogin.class).url(),
                    journal.toString(),
                    Long.toString(random.nextLong()),
                    Long.toString(fatal),
                    profile,
                    host,
                    witness);
        }

        private boolean isKilled(Process process) throws InterruptedException {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a life ends");
            if (process.exitValue() == CrashChild.SURVIVED) {
                return false;
            }
            assertEquals(137, process.exitValue(), () -> read(output));
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
        private void checkAll(BankWitness witness) throws IOException {
            invariants.checkAll();
            assertNotEquals(0, invariants.acknowledged());
            try (var anew = registry.again(Map.of(
                    "registry.host",
                    host,
                    "registry.ledger-profile",
                    LEDGER.profile("RegistryOperator", "client").toString(),
                    "registry.witness.addresses",
                    witness.url()))) {
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
