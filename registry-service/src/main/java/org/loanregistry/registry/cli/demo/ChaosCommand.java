package org.loanregistry.registry.cli.demo;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loanreg chaos}. Exit status 0 only if nothing was lost and nothing was anchored twice. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description =
                "Imports for minutes on Hyperledger Fabric while the leading orderer, peers, contract servers and a witness are killed;"
                        + " then counts what was lost or anchored twice, and the longest time without an anchor.")
public final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "10", description = "how long to import (${DEFAULT-VALUE})")
    private int minutes = 10;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:LOANREG_HOME:-.loanreg}",
            description = "where the state goes (${DEFAULT-VALUE}); clears and uses demo/ in it")
    private Path home = Path.of(".loanreg");

    private final PrintStream screen = System.out;

    @Override
    public Integer call() {
        var commands = new Commands(
                DemoCommand.launcher(),
                new DemoHome(home),
                DemoLedger.FABRIC,
                Witnesses.freePorts(),
                new SignIn.Development());
        try (var fabric = commands.fabric()) {
            var found = fabric.remainingLines();
            if (fabric.exitStatus() != 0) {
                System.err.println(fabric.endOfLog());
                return fabric.exitStatus();
            }
            screen.println("The ledger is " + found.getFirst());
        }
        try (var http = HttpClient.newHttpClient();
                var demo = Demo.start(commands, new Phases(screen), http)) {
            return new Chaos(demo, screen).run(Duration.ofMinutes(minutes)) ? 0 : 1;
        } catch (DemoFailedException e) {
            System.err.println("chaos: " + e.getMessage());
            return 1;
        }
    }
}
