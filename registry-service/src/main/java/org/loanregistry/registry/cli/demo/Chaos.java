package org.loanregistry.registry.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** An import that goes on while nodes of the ledger are killed and started again, one at a time. */
final class Chaos {
    /** The last two are the service's own: it cannot anchor until they are back. */
    private static final List<Victim> VICTIMS = List.of(
            new Victim.Node("leader"),
            new Victim.Node("BankB-peer"),
            new Victim.Node("BankC-contract"),
            new Victim.Witness(Bank.ALL.get(2)),
            new Victim.Node("RegistryOperator-peer"),
            new Victim.Node("RegistryOperator-contract"));

    private static final Duration ANCHOR_LIMIT = Duration.ofMinutes(5);

    private final Demo demo;
    private final PrintStream screen;
    private final InstantSource clock = InstantSource.system();
    private final List<Fault> faults = new ArrayList<>();
    private final AtomicBoolean faultsLeft = new AtomicBoolean(true);
    private long recorded;

    /** What is killed. */
    private sealed interface Victim {
        /** A node of the ledger as its status names it, or the orderer that leads. */
        record Node(String name) implements Victim {}

        /** A bank's witness. */
        record Witness(Bank bank) implements Victim {}
    }

    /** A process that was away. */
    record Fault(String node, long killedAt, long startedAt) {}

    Chaos(Demo demo, PrintStream screen) {
        this.demo = demo;
        this.screen = screen;
    }

    /** Runs it for this long; true if every check passed. */
    boolean run(Duration length) {
        var end = System.nanoTime() + length.toNanos();
        screen.println("Importing for " + length.toMinutes() + " minutes while nodes are killed …");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var importing = executor.submit(() -> importUntil(end));
            try {
                killOneAfterAnother(length.dividedBy(2L * VICTIMS.size() + 1), importing);
            } finally {
                faultsLeft.set(false);
            }
            recorded = finished(importing);
        }
        demo.awaitAnchored("Integrating and anchoring what is left", ANCHOR_LIMIT);
        return check();
    }

    private static long finished(Future<Long> importing) {
        try {
            return importing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        } catch (ExecutionException e) {
            throw new DemoFailedException("the import failed: " + e.getMessage(), e);
        }
    }

    /** Imports until then, and until every fault was in its time. */
    private long importUntil(long end) {
        var acknowledged = 0L;
        for (var portfolio = 1; faultsLeft.get() || System.nanoTime() < end; portfolio++) {
            for (var line :
                    demo.importQuietly(SamplePortfolio.unpack(demo.home().directory(), portfolio))) {
                var columns = line.strip().replace(",", "").split("\\s+", -1);
                if (columns[0].equals("contracts.csv") || columns[0].equals("repayments.csv")) {
                    acknowledged += Long.parseLong(columns[2]);
                }
            }
        }
        return acknowledged;
    }

    /** Each victim is well for a {@code period}, and away for one. */
    private void killOneAfterAnother(Duration period, Future<?> importing) {
        for (var victim : VICTIMS) {
            pause(period, importing);
            var node = kill(victim);
            var killed = clock.millis();
            screen.println("  killed " + node);
            pause(period, importing);
            restart(victim, node);
            faults.add(new Fault(node, killed, clock.millis()));
            screen.println("  started " + node);
        }
    }

    private String kill(Victim victim) {
        return switch (victim) {
            case Victim.Node node ->
                firstLine(demo.commands().kill(node.name())).substring("killed ".length());
            case Victim.Witness witness -> {
                demo.witnesses().kill(witness.bank());
                yield witness.bank().mspId() + "-witness";
            }
        };
    }

    /** Starts it again; {@code node} is what was killed, which for the leader is not what leads now. */
    private void restart(Victim victim, String node) {
        switch (victim) {
            case Victim.Node _ -> firstLine(demo.commands().restart(node));
            case Victim.Witness witness -> demo.witnesses().restart(witness.bank());
        }
    }

    private static void pause(Duration period, Future<?> importing) {
        var end = System.nanoTime() + period.toNanos();
        Wait.until("the next fault", period.plusMinutes(1), () -> importing.isDone() || System.nanoTime() > end);
    }

    private static String firstLine(Child running) {
        try (var child = running) {
            var lines = child.remainingLines();
            if (child.exitStatus() != 0) {
                throw new DemoFailedException(lines + "\n" + child.endOfLog());
            }
            return lines.getFirst();
        }
    }

    private boolean check() {
        var verifications = demo.verifyEverything();
        try (var dba = demo.dba()) {
            var kept = new Figures(dba).contracts() + new Figures(dba).repayments();
            var notOnce = dba.number("select count(*) from leaf l left join"
                    + " (select record_id, count(*) as places from log_entry where log_id = 1 group by record_id) e"
                    + " using (record_id) where l.log_id = 1 and e.places is distinct from 1");
            var verified = verifications.values().stream()
                    .mapToLong(verification -> verification.count("VERIFIED"))
                    .sum();
            var complete = verifications.values().stream().allMatch(Verification::isComplete)
                    && verified == new Figures(dba).feedEntries();
            var anchors = new AnchorHistory(demo);
            var lost = recorded - kept + notOnce;
            screen.println("Outcome");
            screen.println("  acknowledged " + grouped(recorded) + " records; lost " + lost + "; verified by the banks "
                    + grouped(verified) + (complete ? ", feeds complete" : ", NOT COMPLETE"));
            screen.println("  anchors      " + anchors.count() + " by the service, " + anchors.onLedger()
                    + " on the ledger; anchored twice or lost " + anchors.differences());
            screen.println("  longest gap  " + seconds(anchors.longestGap()) + " between two anchors; median "
                    + seconds(anchors.medianGap()));
            for (var fault : faults) {
                screen.println("    " + fault.node() + " was away " + seconds(fault.startedAt() - fault.killedAt())
                        + "; longest gap that touches it " + seconds(anchors.longestGap(fault)));
            }
            var passed = lost == 0 && complete && anchors.differences() == 0 && faults.size() == VICTIMS.size();
            screen.println(passed ? "Nothing lost, nothing anchored twice." : "NOT every check passed.");
            return passed;
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
