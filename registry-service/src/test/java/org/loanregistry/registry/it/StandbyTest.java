package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.database.EmbeddedServer;

/** Two processes of the service on one PostgreSQL: the one that leads the logs is killed, the other takes over. */
class StandbyTest {
    private static final Duration GOAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void the_standby_leads_within_five_seconds_of_the_death_of_the_leader() throws Exception {
        try (var database = EmbeddedServer.start(folder.resolve("database"));
                var http = HttpClient.newHttpClient()) {
            var url = database.owner().url().replaceFirst("\\?.*", "");
            var leader = serve(url, "leader");
            var standby = leader;
            try {
                var leading = ready(leader, "leader");
                standby = serve(url, "standby");
                var waiting = ready(standby, "standby");
                await(http, leading, true, PATIENCE);
                assertFalse(leads(http, waiting), "one process leads");
                leader.destroyForcibly().waitFor();
                var killed = System.nanoTime();
                await(http, waiting, true, GOAL);
                System.out.printf("standby: leads %d ms after kill -9%n", (System.nanoTime() - killed) / 1_000_000);
            } finally {
                standby.destroy();
                leader.destroyForcibly();
                assertTrue(standby.waitFor(30, TimeUnit.SECONDS), "the standby stops");
            }
        }
    }

    private Process serve(String url, String name) {
        return JavaProcess.start(
                folder.resolve(name + ".log"),
                Map.of("LOANREG_DATABASE_URL", url, "LOANREG_DATABASE_OWNER", "postgres"),
                JavaProcess.SERVICE,
                "serve",
                "--home",
                folder.resolve("home").toString(),
                "--port",
                "0");
    }

    private String ready(Process service, String name) throws IOException {
        var output = service.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring(6).strip();
            }
        }
        throw new IOException("the service did not start:\n" + Files.readString(folder.resolve(name + ".log")));
    }

    private static void await(HttpClient http, String service, boolean leads, Duration limit) throws Exception {
        var deadline = System.nanoTime() + limit.toNanos();
        while (leads(http, service) != leads) {
            assertTrue(System.nanoTime() < deadline, () -> service + " does not lead after " + limit);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Whether the process leads both logs. */
    private static boolean leads(HttpClient http, String service) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service + "/health")).build();
        var said = http.send(request, BodyHandlers.ofString()).body();
        return said.contains("\"leadsHere\":true") && !said.contains("\"leadsHere\":false");
    }
}
