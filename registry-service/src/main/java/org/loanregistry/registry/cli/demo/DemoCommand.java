package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loanreg demo}. Exit status 0 only if every check passed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "The main job end to end: record, anchor, verify by every bank, and four attempts at cheating caught.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "a portfolio; without it a built-in sample of made-up loans")
    private @Nullable Path data;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:LOANREG_HOME:-.loanreg}",
            description = "where the state goes (${DEFAULT-VALUE}); the demo clears and uses demo/ in it")
    private Path home = Path.of(".loanreg");

    @Option(names = "--keep", description = "leave everything running and write run.json")
    private boolean keep;

    @Option(
            names = "--ledger",
            paramLabel = "devnet|fabric",
            defaultValue = "devnet",
            description =
                    "the ledger to run on: the development network, or Hyperledger Fabric itself from FABRIC_HOME or"
                            + " PATH (exit status 3 if there is none)")
    private DemoLedger ledger = DemoLedger.DEVNET;

    @Option(
            names = "--identity",
            paramLabel = "development|keycloak",
            defaultValue = "development",
            description =
                    "who signs in: tokens of the service itself, or a real Keycloak, with the service as in production")
    private DemoIdentity identity = DemoIdentity.DEVELOPMENT;

    private final PrintStream screen = System.out;

    @Override
    public Integer call() {
        var started = System.nanoTime();
        var place = new DemoHome(home);
        var unusable = announceLedger(new Commands(launcher(), place, ledger, List.of(), new SignIn.Development()));
        if (unusable != 0) {
            return unusable;
        }
        screen.println("Each bank runs a witness; a head of the log counts with the cosignatures of two of the three.");
        var phases = new Phases(screen);
        try (var http = HttpClient.newHttpClient();
                var signIn = signIn(phases, place, http);
                var demo = Demo.start(
                        new Commands(launcher(), place, ledger, Witnesses.freePorts(), signIn), phases, http)) {
            var summary = run(demo);
            var total = Duration.ofNanos(System.nanoTime() - started);
            summary.lines(demo.phases().of(Demo.IMPORT), total).forEach(screen::println);
            if (keep && summary.isAllRight()) {
                keepRunning(demo);
            }
            return summary.isAllRight() ? 0 : 1;
        } catch (DemoFailedException e) {
            System.err.println("demo: " + e.getMessage());
            return 1;
        }
    }

    private SignIn signIn(Phases phases, DemoHome place, HttpClient http) {
        return switch (identity) {
            case DEVELOPMENT -> SignIn.start(identity, place, http);
            case KEYCLOAK ->
                phases.run(
                        "Starting Keycloak, where people and machines sign in",
                        () -> SignIn.start(identity, place, http));
        };
    }

    /** Says what the ledger is; not 0 if there is none, with the exit status of who looked for it. */
    private int announceLedger(Commands commands) {
        return switch (ledger) {
            case DEVNET -> {
                screen.println(
                        "The ledger is the development network: Fabric's protocols, the real client and contract, but no consensus.");
                yield 0;
            }
            case FABRIC -> {
                try (var fabric = commands.fabric()) {
                    var found = fabric.remainingLines();
                    if (fabric.exitStatus() != 0) {
                        System.err.println(fabric.endOfLog());
                    } else {
                        screen.println("The ledger is " + found.getFirst()
                                + ": every organisation with a peer, a BFT orderer and a contract server.");
                    }
                    yield fabric.exitStatus();
                }
            }
        };
    }

    private Summary run(Demo demo) {
        demo.importPortfolio(data == null ? SamplePortfolio.unpack(demo.home().directory()) : data);
        var treeSize = demo.awaitAnchored("Integrating and anchoring what is left");
        var verifications = demo.verifyEverything();
        new AccessStep(demo).show();
        try (var dba = demo.dba()) {
            // Counted before the erasure and the cheats: these record more, and the last cheat stops the server.
            var figures = new Figures(dba);
            var summary = new Summary(
                    figures.contracts(),
                    figures.instalments(),
                    figures.repayments(),
                    treeSize,
                    figures.anchors(),
                    DemoHome.sizeOf(ledger.blocks(demo.home().network())),
                    demo.proofBytes(),
                    verified(verifications),
                    figures.feedEntries(),
                    List.of(),
                    demo.phases());
            new ErasureStep(demo).show();
            return summary.with(new Cheats(demo).all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long verified(Map<Bank, Verification> verifications) {
        return verifications.values().stream()
                .filter(Verification::isComplete)
                .mapToLong(verification -> verification.count("VERIFIED"))
                .sum();
    }

    private void keepRunning(Demo demo) {
        demo.startAgain();
        RunFile.write(demo);
        screen.println("Still running; addresses, keys and tokens are in "
                + demo.home().runFile() + ". Stop with Ctrl-C.");
        screen.println("  service  " + demo.registry().url());
        screen.println("  log      " + demo.registry().url() + "/log/records/checkpoint");
        demo.commands()
                .signIn()
                .people()
                .forEach(
                        person -> screen.println("  sign in  " + demo.registry().url() + "/console/ as "
                                + person.get("name") + " of " + person.get("organisation") + ", password in run.json"));
        screen.flush();
        var end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop-demo"));
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String launcher() {
        var launcher = System.getProperty("loanreg.launcher");
        if (launcher == null) {
            throw new DemoFailedException("the demo runs through ./loanreg, which tells it where the commands are");
        }
        return launcher;
    }
}
