package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the service in the middle of an import, a restart, the import again: nothing lost, nothing twice. */
class KilledServiceTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long CONTRACTS = 200;
    private static final long REPAYMENTS = 1_059;
    private static final String RECORDS_IN_THE_LOG = "log_entry join (select record_id from contract union all"
            + " select record_id from repayment) as recorded using (record_id)";

    @TempDir
    private Path folder;

    private @Nullable ServiceProcess running;

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            running.stop();
        }
    }

    @Test
    void an_import_cut_off_by_a_kill_is_completed_by_the_same_import() throws Exception {
        var home = folder.resolve("home");
        var service = start(home, 0, "first.log");
        var cutOff = importSample(service, "cut-off.log");
        awaitCount(home, "contract", 1);
        service.kill();
        assertTrue(cutOff.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "the cut-off import ends");

        service = start(home, service.port(), "second.log");
        var contractsKept = count(home, "contract");
        assertTrue(contractsKept > 0, "what was recorded before the kill is still there");
        var again = importSample(service, "again.log");
        assertTrue(again.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "the second import ends");
        assertEquals(0, again.exitValue(), Files.readString(folder.resolve("again.log")));

        assertEquals(CONTRACTS, count(home, "contract"));
        assertEquals(REPAYMENTS, count(home, "repayment"));
        awaitCount(home, RECORDS_IN_THE_LOG, CONTRACTS + REPAYMENTS);
        assertEquals(CONTRACTS + REPAYMENTS, count(home, RECORDS_IN_THE_LOG));
        assertEquals(
                count(home, "log_entry"),
                number(home, "select max(leaf_index) + 1 from log_entry"),
                "the log's indices have no gap");
    }

    private ServiceProcess start(Path home, int port, String log) throws IOException {
        var service = ServiceProcess.start(home, port, folder.resolve(log));
        running = service;
        return service;
    }

    private Process importSample(ServiceProcess service, String log) {
        return JavaProcess.start(
                folder.resolve(log),
                JavaProcess.SERVICE,
                "import",
                Path.of(System.getProperty("loanreg.root"), "registry-service/src/main/resources/sample-portfolio")
                        .toString(),
                "--service",
                service.url(),
                "--refused",
                folder.resolve("refused.csv").toString(),
                "--token",
                "@" + service.home().resolve("tokens.json"));
    }

    private static void awaitCount(Path home, String table, long wanted) throws Exception {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (count(home, table) < wanted) {
            assertTrue(System.nanoTime() < deadline, table + " did not reach " + wanted);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long count(Path home, String table) throws Exception {
        return number(home, "select count(*) from " + table);
    }

    private static long number(Path home, String query) throws IOException, SQLException {
        var port = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private record ServiceProcess(Process process, Path home, String url) {
        static ServiceProcess start(Path home, int port, Path log) throws IOException {
            var process = JavaProcess.start(
                    log, JavaProcess.SERVICE, "serve", "--home", home.toString(), "--port", Integer.toString(port));
            var output = process.inputReader();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ready ")) {
                    return new ServiceProcess(process, home, line.substring(6).strip());
                }
            }
            throw new IOException("the service did not start:\n" + Files.readString(log));
        }

        int port() {
            return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }
}
