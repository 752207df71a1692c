package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The phases of the demo in their order, over the processes of {@link Commands}. */
final class Demo implements AutoCloseable {
    private static final Duration ANCHOR_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    static final String IMPORT = "Importing the portfolio";
    private static final String OPERATOR = "registry-operator";

    private final Commands commands;
    private final DemoHome home;
    private final Phases phases;
    private final HttpClient http;
    private final Child network;
    private final Witnesses witnesses;
    private Registry registry;

    private Demo(
            Commands commands, Phases phases, HttpClient http, Registry registry, Child network, Witnesses witnesses) {
        this.commands = commands;
        this.home = commands.home();
        this.phases = phases;
        this.http = http;
        this.registry = registry;
        this.network = network;
        this.witnesses = witnesses;
    }

    /**
     * Starts the ledger of four organisations and, as soon as the operator has its credentials, the service beside it; then
     * admins of two banks register the logs.
     */
    static Demo start(Commands commands, Phases phases, HttpClient http) {
        var home = commands.home();
        if (Files.exists(home.network().resolve("fabric"))) {
            commands.networkDown().exitStatus();
        }
        home.clear();
        var network = commands.network();
        try {
            var parts = phases.run(
                    "Starting a ledger of four organisations, PostgreSQL, the service and a witness a bank", () -> {
                        var credentials = home.profile("RegistryOperator", "client");
                        Wait.until(
                                "the operator's credentials",
                                START_LIMIT,
                                () -> Files.exists(credentials) || !network.isAlive());
                        var service = Registry.start(commands, commands.signIn().port(), Commands.Life.SHORT);
                        var watching = Witnesses.start(commands);
                        network.linesUntil("ready").stream()
                                .filter(line -> line.startsWith(" ")) // the steps of Fabric's start
                                .forEach(phases::say);
                        return new Parts(service, watching);
                    });
            return registered(new Demo(commands, phases, http, parts.registry(), network, parts.witnesses()));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static Demo registered(Demo demo) {
        try {
            demo.phases.run("Registering the logs, by the admins of two banks", demo::registerLogs);
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private record Parts(Registry registry, Witnesses witnesses) {}

    /** The ids of the approved proposals: one bank's admin proposes each log, another's approves it. */
    private List<String> registerLogs() {
        var proposing = Commands.LOGS.stream()
                .map(log -> commands.proposeLog(Bank.ALL.get(0), log, witnesses.options()))
                .toList();
        var approving = proposing.stream()
                .map(command -> governed(command, "PROPOSED "))
                .map(proposed -> commands.approve(Bank.ALL.get(1), proposed))
                .toList();
        return approving.stream()
                .map(command -> governed(command, "EFFECTIVE "))
                .toList();
    }

    /** Waits for a command of governance and gives the id of the proposal that its first line names. */
    private static String governed(Child running, String wanted) {
        try (var child = running) {
            var lines = child.remainingLines();
            if (child.exitStatus() != 0 || !lines.getFirst().startsWith(wanted)) {
                throw new DemoFailedException("registering a log failed: " + lines + "\n" + child.endOfLog());
            }
            return lines.getFirst().substring(wanted.length());
        }
    }

    /** Imports the portfolio through the API and returns the reconciliation's lines. */
    List<String> importPortfolio(Path data) {
        return phases.run(IMPORT, () -> {
            var lines = importQuietly(data);
            lines.forEach(phases::say);
            return lines;
        });
    }

    /** As {@link #importPortfolio}, showing nothing. */
    List<String> importQuietly(Path data) {
        try (var child =
                commands.importPortfolio(data, registry.url(), registry.tokenFile(OPERATOR, home.directory()))) {
            var lines = child.remainingLines();
            if (child.exitStatus() != 0) {
                throw new DemoFailedException("the import did not add up: " + lines + "\n" + child.endOfLog());
            }
            return lines;
        }
    }

    /** Waits until everything recorded is anchored; returns the anchored tree's size. */
    long awaitAnchored(String phase) {
        return awaitAnchored(phase, ANCHOR_LIMIT);
    }

    long awaitAnchored(String phase, Duration limit) {
        return phases.run(phase, () -> {
            try (var dba = Dba.connect(home.databaseFiles())) {
                return dba.awaitAnchored(limit);
            }
        });
    }

    /** The same within a phase. */
    void awaitAnchoredQuietly() {
        try (var dba = dba()) {
            dba.awaitAnchored(ANCHOR_LIMIT);
        }
    }

    /** Every bank verifies every record of its feed against its own peer. */
    Map<Bank, Verification> verifyEverything() {
        return phases.run("Every bank verifies every record that it funds, against its own peer", () -> {
            try (var banks = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new LinkedHashMap<Bank, Future<Verification>>();
                Bank.ALL.forEach(bank -> running.put(bank, banks.submit(() -> follow(bank))));
                var results = new LinkedHashMap<Bank, Verification>();
                running.forEach((bank, result) -> {
                    results.put(bank, finished(result));
                    phases.say(bank.mspId() + ": " + results.get(bank).describe());
                });
                return results;
            }
        });
    }

    private static Verification finished(Future<Verification> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        } catch (ExecutionException e) {
            throw new DemoFailedException("a bank could not verify: " + e.getMessage(), e);
        }
    }

    Verification follow(Bank bank) {
        try (var child = commands.follow(bank, registry.url(), tokenFile(bank))) {
            var result = Verification.read(child);
            if (result.exitStatus() == 2) {
                throw new DemoFailedException(bank.mspId() + " could not verify:\n" + child.endOfLog());
            }
            return result;
        }
    }

    /** One repayment more, through the API, on some contract. */
    void recordOneMore() {
        try (var dba = dba()) {
            var contract = dba.contract();
            service()
                    .recordRepayment(
                            registry.token(OPERATOR), contract.contractId(), contract.currency(), "2010-01-01");
        }
    }

    /** The size of the first proof bundle that a bank gets, in bytes. */
    long proofBytes() {
        try (var dba = dba()) {
            var record = dba.victim();
            var bank = dba.funderOf(record);
            var file = home.banks().resolve("sample.tlog-proof");
            return Files.size(service().saveProof(record.recordId().toString(), registry.token(bank.lenderId()), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the service and leaves it stopped; its port. */
    int stop() {
        registry.close();
        return registry.port();
    }

    /** Starts the service again at the same address, with new tokens, to stay. */
    void startAgain() {
        registry = Registry.start(commands, registry.port(), Commands.Life.LONG);
    }

    Path tokenFile(Bank bank) {
        return registry.tokenFile(bank.lenderId(), home.banks());
    }

    Witnesses witnesses() {
        return witnesses;
    }

    Registry registry() {
        return registry;
    }

    Commands commands() {
        return commands;
    }

    DemoHome home() {
        return home;
    }

    Phases phases() {
        return phases;
    }

    ServiceClient service() {
        return new ServiceClient(http, registry.url());
    }

    Dba dba() {
        return Dba.connect(home.databaseFiles());
    }

    @Override
    public void close() {
        registry.close();
        witnesses.close();
        network.close();
    }
}
