package org.loanregistry.registry.log;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.log.fault.Step;
import org.loanregistry.registry.log.fault.TappedDriver;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * One life of the registry's write path, for {@link CrashTest}: the service's own beans record, integrate, sign and anchor,
 * until the process is halted at the step with the number that it was told. Whatever a client would have been told is in the
 * journal before the next step.
 */
final class CrashChild {
    /** What dies by itself at no step ends with this. */
    static final int SURVIVED = 7;

    private static final LogName LOG = LogName.RECORDS;
    private static final int ROUNDS = 3;

    private final ApplicationContext beans;
    private final Path journal;
    private final Random random;

    private CrashChild(ApplicationContext beans, Path journal, long seed) {
        this.beans = beans;
        this.journal = journal;
        this.random = new Random(seed);
    }

    /** Arguments: home, URL, journal, seed, the number of the fatal step, the ledger's profile or "-", its origin's host, the witness. */
    public static void main(String[] arguments) throws IOException {
        var journal = Path.of(arguments[2]);
        var seed = Long.parseLong(arguments[3]);
        var fatal = Long.parseLong(arguments[4]);
        var steps = new AtomicLong();
        TappedDriver.install(step -> {
            if (steps.incrementAndGet() == fatal) {
                die(journal, step);
            }
        });
        Map<String, Object> properties = new HashMap<>();
        properties.put("registry.home", arguments[0]);
        properties.put("datasources.default.url", arguments[1]);
        properties.put("datasources.default.username", "loanreg_app");
        properties.put("datasources.default.driver-class-name", TappedDriver.class.getName());
        properties.put("datasources.default.maximum-pool-size", 2);
        properties.put("datasources.default.minimum-idle", 1);
        properties.put("registry.host", arguments[6]);
        if (!arguments[5].equals("-")) {
            properties.put("registry.ledger-profile", arguments[5]);
            properties.put("registry.witness.addresses", arguments[7]);
            properties.put("registry.witness.deadline", "5s");
        }
        var beans = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .start();
        try {
            new CrashChild(beans, journal, seed).live();
            System.exit(SURVIVED);
        } catch (RuntimeException e) {
            // Other threads would keep the process alive.
            System.err.println("the life failed: " + e);
            System.exit(1);
        }
    }

    private static void die(Path journal, Step step) {
        try {
            write(journal, "died " + step);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().halt(137);
    }

    private static void write(Path journal, String line) throws IOException {
        Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void live() throws IOException {
        var sequencer = beans.getBean(SequencerJobs.class).of(LOG);
        beans.getBean(LogStart.class).check();
        var anchorer = beans.getBean(LedgerLink.class)
                .ledger()
                .map(ledger -> new Anchorer(
                        LOG,
                        beans.getBean(Settings.class).origin(LOG),
                        beans.getBean(Database.class),
                        ledger,
                        beans.getBean(HistoryGuard.class),
                        beans.getBean(WitnessPanel.class),
                        java.time.InstantSource.system()));
        sequencer.step();
        for (int round = 0; round < ROUNDS; round++) {
            record(1 + random.nextInt(9));
            if (random.nextInt(6) == 0) {
                record(LogWriter.DIRECT_LEAVES);
            }
            sequencer.step();
            if (anchorer.isPresent()) {
                anchorer.get().step();
            }
        }
        sequencer.close();
    }

    private void record(int count) throws IOException {
        var leaves = TestRegistry.randomLeaves(random, count, "bank-a", "bank-b");
        var hashes = leaves.stream().map(leaf -> TreeHash.leaf(leaf.leafData())).toList();
        var receipts = beans.getBean(LogWriter.class).write(LOG, count, (tx, sink) -> {
            sink.append(leaves);
            return beans.getBean(ReceiptDesk.class).issue(tx, LOG, hashes);
        });
        var ids = leaves.stream().map(NewLeaf::recordId).map(UUID::toString).toList();
        write(
                journal,
                "acknowledged " + String.join(",", ids) + " " + escaped(receipts) + " "
                        + String.join(
                                ",",
                                hashes.stream().map(hash -> hash.toBase64()).toList()));
    }

    private static String escaped(BatchReceipts receipts) {
        return java.util.Base64.getEncoder()
                .encodeToString(receipts.note().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static List<String> lines(Path journal) throws IOException {
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }
}
