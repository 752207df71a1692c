package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestLedger;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.note.VerifierKey;

/**
 * The runbook's back-up and restore, its blocks run as they stand there, on a PostgreSQL of the system and with the
 * service anchoring on the development network.
 */
@SuppressWarnings("NullAway.Init")
class BackupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NO_KEYS = 2;
    private static final int HISTORY_DISAGREES = 3;
    private static final int SAMPLE_RECORDS = 200 + 1_059;

    @TempDir
    private Path folder;

    private final String host = TestLedger.host();
    private SystemPostgres server;
    private @Nullable Process running;
    private int starts;

    @BeforeEach
    void start() throws Exception {
        var programs = SystemPostgres.programs();
        assumeTrue(programs.isPresent(), "no PostgreSQL installed (Debian: postgresql)");
        server = SystemPostgres.create(programs.orElseThrow());
        server.configure(here(Runbook.block("postgresql.conf")));
        server.start();
        server.execute(
                "postgres",
                "create role registry_owner login password 'of-the-owner'",
                "create role loanreg_app login bypassrls password 'of-the-app'",
                "create role loanreg_lender nologin",
                "grant loanreg_lender to loanreg_app",
                "create database loans owner registry_owner");
    }

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void nothing_anchored_is_missing_after_a_restore_and_an_earlier_time_is_refused_with_the_way_out()
            throws Exception {
        var url = serve();
        for (var log : new String[] {"records", "access"}) {
            TestLedger.running()
                    .register(VerifierKey.parse(Files.readString(folder.resolve("home/keys/" + log + ".vkey"))
                            .strip()));
        }
        server.shell(here(Runbook.block("backup")));
        copyKeysTo("too-early");
        importFolder(
                url,
                Path.of(System.getProperty("loanreg.root"), "registry-service/src/main/resources/sample-portfolio"));
        var first = awaitAnchored(url, SAMPLE_RECORDS, SAMPLE_RECORDS);
        copyKeysTo("safe");
        var before = text("select clock_timestamp()::text");
        importFolder(url, oneMore("late"));
        var anchored = awaitAnchored(url, SAMPLE_RECORDS + 1, first + 1);

        lose();
        server.shell(here(Runbook.block("restore")));
        server.shell(here(Runbook.block("until").replaceFirst("'[^']+'", "'" + before + "'")));
        startRestored();
        assertEquals(SAMPLE_RECORDS, records());
        restoreKeys("too-early");
        var keyless = refusal(NO_KEYS);
        assertTrue(keyless.contains("refused to start: generation 1 of tenant bank-a, which wraps "), keyless);
        assertTrue(keyless.contains("restore the newest copy of the keys"), keyless);
        restoreKeys("safe");
        var refused = refusal(HISTORY_DISAGREES);
        assertTrue(
                refused.contains("refused to start: the ledger holds a head of log records of size " + anchored
                        + ", the database has only "),
                refused);
        assertTrue(refused.contains("How do I restore?"), refused);

        server.stopAtOnce();
        server.shell("rm -rf " + server.folder().resolve("data.before"));
        server.shell(here(Runbook.block("restore")));
        startRestored();
        assertEquals(SAMPLE_RECORDS + 1, records());
        var check = JavaProcess.run(
                log("check"),
                environment(),
                JavaProcess.SERVICE,
                "check",
                "--home",
                home().toString(),
                "--host-name",
                host);
        assertEquals(0, check.exitStatus(), check.output() + read("check"));
        var restored = serve();
        importFolder(restored, oneMore("after"));
        awaitAnchored(restored, SAMPLE_RECORDS + 2, anchored + 1);
    }

    /** The machine is gone: the service, the server in the middle of its work, the state directory with its keys. */
    private void lose() throws Exception {
        Objects.requireNonNull(running).destroyForcibly().waitFor();
        server.stopAtOnce();
        Files.move(home(), folder.resolve("home-that-is-lost"));
    }

    private void copyKeysTo(String place) throws Exception {
        Files.createDirectories(folder.resolve(place));
        shell(here(Runbook.block("keys")).replace("safe", place));
    }

    private void restoreKeys(String place) throws Exception {
        shell("rm -rf " + home() + "; cp -a " + folder.resolve(place) + " " + home());
    }

    private void startRestored() throws Exception {
        server.start();
        await("the end of the recovery", () -> server.number("postgres", "select pg_is_in_recovery()::int") == 0);
    }

    private String refusal(int exitStatus) throws Exception {
        var name = "refused-" + ++starts;
        var service = JavaProcess.start(log(name), environment(), JavaProcess.SERVICE, arguments());
        running = service;
        assertTrue(service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "does not give up: " + name);
        assertEquals(exitStatus, service.exitValue(), read(name));
        return read(name);
    }

    private String serve() throws IOException {
        var name = "service-" + ++starts;
        var service = JavaProcess.start(log(name), environment(), JavaProcess.SERVICE, arguments());
        running = service;
        var output = service.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring(6).strip();
            }
        }
        throw new IOException("the service did not start:\n" + read(name));
    }

    private String[] arguments() {
        var profile = TestLedger.running().profile("RegistryOperator", "client");
        return new String[] {
            "serve", "--home", home().toString(), "--port", "0", "--host-name", host, "--ledger", profile.toString()
        };
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LOANREG_DATABASE_URL", server.url("loans"));
        environment.put("LOANREG_DATABASE_OWNER", "registry_owner");
        environment.put("LOANREG_DATABASE_OWNER_PASSWORD", "of-the-owner");
        environment.put("LOANREG_DATABASE_USER", "loanreg_app");
        environment.put("LOANREG_DATABASE_USER_PASSWORD", "of-the-app");
        return environment;
    }

    private void importFolder(String url, Path portfolio) throws IOException {
        var imported = JavaProcess.run(
                log("import"),
                JavaProcess.SERVICE,
                "import",
                portfolio.toString(),
                "--service",
                url,
                "--token",
                "@" + home().resolve("tokens.json"));
        assertEquals(0, imported.exitStatus(), imported.output() + read("import"));
    }

    /** A portfolio of one contract. */
    private Path oneMore(String contract) throws IOException {
        var sample =
                Path.of(System.getProperty("loanreg.root"), "registry-service/src/main/resources/sample-portfolio");
        var portfolio = Files.createDirectories(folder.resolve(contract));
        for (var file : new String[] {"contracts.csv", "schedule.csv"}) {
            var lines = Files.readAllLines(sample.resolve(file));
            var kept = lines.stream()
                    .filter(line -> line.startsWith("contract_id,") || line.startsWith("S-0001,"))
                    .map(line -> line.replaceFirst("^S-0001,", contract + ","))
                    .toList();
            Files.write(portfolio.resolve(file), kept);
        }
        return portfolio;
    }

    private long records() throws Exception {
        return server.number("loans", "select (select count(*) from contract) + (select count(*) from repayment)");
    }

    /** Waits until so many records are in the database, and all of at least so many leaves are anchored; their number. */
    private long awaitAnchored(String url, long records, long leaves) throws Exception {
        await(records + " records", () -> records() == records);
        await(
                "the anchor of all",
                () -> stages(url, "anchoredSize") >= leaves
                        && stages(url, "recordedSize") == stages(url, "anchoredSize"));
        return stages(url, "anchoredSize");
    }

    private static long stages(String url, String stage) {
        var health = Json.parse(
                TestRegistry.get(URI.create(url).resolve("/health"), "").body());
        return ((Number) part(part(part(part(health, "details"), "log"), "details"), "records", stage)).longValue();
    }

    private static Object part(@Nullable Object tree, String... names) {
        var at = tree;
        for (var name : names) {
            at = ((Map<?, ?>) Objects.requireNonNull(at)).get(name);
        }
        return Objects.requireNonNull(at);
    }

    private String text(String query) throws Exception {
        return server.text("loans", query);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, () -> what + " did not come within " + PATIENCE);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private void shell(String script) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("script"), script);
        var process = new ProcessBuilder("/bin/sh", "-eu", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log("script").toFile())
                .start();
        assertEquals(0, process.waitFor(), read("script"));
    }

    /** A block of the runbook with the folders of this test. */
    private String here(String block) {
        return block.replace(
                        "/var/lib/postgresql/15/main",
                        server.folder().resolve("data").toString())
                .replace(
                        "/var/backups/loans", server.folder().resolve("backups").toString())
                .replace(".loanreg/", home() + "/")
                .replace("/srv/loans-keys", folder.resolve("safe").toString());
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String read(String name) throws IOException {
        return Files.readString(log(name), StandardCharsets.UTF_8);
    }
}
