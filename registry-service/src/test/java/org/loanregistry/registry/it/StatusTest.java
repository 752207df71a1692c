package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.json.Json;

/** {@code loanreg status} against a running service, and a service that is told of a setting that there is not. */
class StatusTest {
    @TempDir
    private Path folder;

    @Test
    void the_screen_names_what_is_wrong_and_the_exit_status_says_that_something_is() throws Exception {
        var service = JavaProcess.start(
                folder.resolve("service.log"),
                JavaProcess.SERVICE,
                "serve",
                "--home",
                folder.resolve("home").toString(),
                "--port",
                "0");
        try {
            var url = ready(service);
            var screen = status(url);
            assertEquals(1, screen.exitStatus(), screen.output());
            assertTrue(screen.output().contains(url + ": DEGRADED"), screen.output());
            assertTrue(screen.output().contains("! log records: no ledger is configured"), screen.output());
            assertTrue(screen.output().contains("led by"), screen.output());
            assertTrue(screen.output().contains("this process"), screen.output());
            var json = status(url, "--json", "--seconds", "1");
            assertEquals(1, json.exitStatus(), json.output());
            var tree = (Map<?, ?>) Json.parse(json.output().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertEquals(false, java.util.Objects.requireNonNull(tree).get("healthy"));
        } finally {
            service.destroy();
            assertTrue(service.waitFor(60, TimeUnit.SECONDS), "the service stops");
        }
    }

    @Test
    void nobody_at_the_address_is_exit_status_2() throws IOException {
        var nobody = status("http://127.0.0.1:1");
        assertEquals(2, nobody.exitStatus());
        assertTrue(Files.readString(folder.resolve("status.log")).contains("does not answer as a registry"));
    }

    @Test
    void a_setting_that_there_is_not_stops_the_start_and_names_the_nearest() throws Exception {
        var log = folder.resolve("unknown.log");
        var service = JavaProcess.start(
                log,
                Map.of("LOANREG_DATABASE_URI", "jdbc:postgresql://127.0.0.1:1/loans"),
                JavaProcess.SERVICE,
                "serve",
                "--home",
                folder.resolve("none").toString());
        assertTrue(service.waitFor(60, TimeUnit.SECONDS), "the service gives up");
        assertEquals(2, service.exitValue());
        assertEquals(
                "loanreg serve: there is no variable LOANREG_DATABASE_URI; the nearest is LOANREG_DATABASE_URL",
                Files.readString(log).strip());
    }

    private JavaProcess.Ended status(String url, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("status", "--service", url));
        arguments.addAll(java.util.List.of(more));
        return JavaProcess.run(folder.resolve("status.log"), JavaProcess.SERVICE, arguments.toArray(String[]::new));
    }

    private String ready(Process service) throws IOException {
        var output = service.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring(6).strip();
            }
        }
        throw new IOException("the service did not start:\n" + Files.readString(folder.resolve("service.log")));
    }
}
