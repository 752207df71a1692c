package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a PostgreSQL that somebody else runs, reached by its JDBC URL with passwords, as the runbook has it. */
@SuppressWarnings("NullAway.Init")
class ExternalDatabaseTest {
    private static SystemPostgres server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        var programs = SystemPostgres.programs();
        assumeTrue(programs.isPresent(), "no PostgreSQL installed (Debian: postgresql)");
        server = SystemPostgres.start(programs.orElseThrow());
        for (var statement : Runbook.block("roles").split(";\n", -1)) {
            if (statement.startsWith("create role") || statement.startsWith("grant")) {
                var password = statement.contains("registry_owner") ? "of-the-owner" : "of-the-app";
                server.execute("postgres", statement.replace("…", password));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void an_import_is_kept_there_across_a_restart_and_nothing_is_stored_beside_it() throws Exception {
        server.execute("postgres", "create database loans owner registry_owner");
        var sample =
                Path.of(System.getProperty("loanreg.root"), "registry-service/src/main/resources/sample-portfolio");
        for (var time : new String[] {"first", "second"}) {
            var service = serve("loans", "of-the-app", time);
            try {
                var url = readyUrl(service, time);
                var imported = JavaProcess.run(
                        log(time + "-import"),
                        JavaProcess.SERVICE,
                        "import",
                        sample.toString(),
                        "--service",
                        url,
                        "--token",
                        "@" + folder.resolve("home/tokens.json"));
                assertEquals(0, imported.exitStatus(), imported.output() + read(time + "-import"));
            } finally {
                service.destroy();
                assertTrue(service.waitFor(30, TimeUnit.SECONDS), "the service stops");
            }
            assertEquals(200, server.number("loans", "select count(*) from contract"));
            assertEquals(1_059, server.number("loans", "select count(*) from repayment"));
        }
        assertFalse(Files.exists(folder.resolve("home/postgres")), "no database of the service's own");
    }

    @Test
    void the_role_of_the_service_changes_no_record_there() throws Exception {
        server.execute("postgres", "create database roles owner registry_owner");
        var service = serve("roles", "of-the-app", "roles");
        readyUrl(service, "roles");
        service.destroy();
        assertTrue(service.waitFor(30, TimeUnit.SECONDS), "the service stops");
        for (var privilege : new String[] {"update", "delete", "truncate"}) {
            assertEquals(
                    0,
                    server.number(
                            "roles",
                            "select count(*) from unnest(array['contract', 'repayment', 'leaf', 'entry_bundle']) name"
                                    + " where has_table_privilege('loanreg_app', name, '" + privilege + "')"),
                    privilege);
        }
        assertEquals(
                0, server.number("roles", "select count(*) from pg_tables where tableowner = 'loanreg_app'"), "owned");
    }

    @Test
    void a_role_that_lacks_what_the_administrator_gives_stops_the_start_with_the_sentence_that_helps()
            throws Exception {
        server.execute("postgres", "create database early owner registry_owner", "alter role loanreg_app nobypassrls");
        try {
            assertRefused(
                    "early",
                    "loanreg serve: registry_owner may not migrate the database: ERROR: a superuser has to say once: create role"
                            + " loanreg_lender nologin; alter role loanreg_app bypassrls; grant loanreg_lender to loanreg_app");
            server.execute("postgres", "alter role loanreg_app bypassrls");
            var service = serve("early", "of-the-app", "early-well");
            readyUrl(service, "early-well");
            service.destroy();
            assertTrue(service.waitFor(30, TimeUnit.SECONDS), "the service stops");
            server.execute("postgres", "alter role loanreg_app nobypassrls");
            assertRefused("early", "loanreg serve: the role loanreg_app needs bypassrls: docs/runbook.md");
            server.execute("postgres", "alter role loanreg_app bypassrls", "revoke loanreg_lender from loanreg_app");
            assertRefused(
                    "early", "loanreg serve: the role loanreg_app cannot read for a lender: ERROR: permission denied");
        } finally {
            server.execute("postgres", "alter role loanreg_app bypassrls", "grant loanreg_lender to loanreg_app");
        }
    }

    private void assertRefused(String database, String sentence) throws Exception {
        var log = "refused-" + database + sentence.hashCode();
        var service = serve(database, "of-the-app", log);
        assertTrue(service.waitFor(60, TimeUnit.SECONDS), "the service gives up");
        assertEquals(2, service.exitValue(), read(log));
        var said = read(log)
                .lines()
                .filter(line -> line.startsWith("loanreg serve:"))
                .toList();
        assertEquals(1, said.size(), read(log));
        assertTrue(said.getFirst().startsWith(sentence), said.getFirst());
    }

    @Test
    void a_wrong_password_stops_the_start_with_a_sentence_and_is_not_told() throws Exception {
        server.execute("postgres", "create database closed owner registry_owner");
        var service = serve("closed", "not-the-password", "closed");
        assertTrue(service.waitFor(60, TimeUnit.SECONDS), "the service gives up");
        assertEquals(2, service.exitValue(), read("closed"));
        assertEquals(
                "loanreg serve: the database at " + server.url("closed")
                        + ", as loanreg_app: FATAL: password authentication failed for user \"loanreg_app\"",
                read("closed").strip());
        assertFalse(read("closed").contains("not-the-password"), read("closed"));
    }

    @Test
    void a_server_that_is_not_there_stops_the_start_with_a_sentence() throws Exception {
        var environment = environment("jdbc:postgresql://127.0.0.1:1/loans", "of-the-app");
        var service = serve(environment, "nobody");
        assertTrue(service.waitFor(60, TimeUnit.SECONDS), "the service gives up");
        assertEquals(2, service.exitValue(), read("nobody"));
        var said = read("nobody").strip();
        assertTrue(said.startsWith("loanreg serve: the database at jdbc:postgresql://127.0.0.1:1/loans, as"), said);
        assertEquals(1, said.lines().count(), said);
    }

    private Process serve(String database, String appPassword, String log) {
        return serve(environment(server.url(database), appPassword), log);
    }

    private Process serve(Map<String, String> environment, String log) {
        return JavaProcess.start(
                log(log),
                environment,
                JavaProcess.SERVICE,
                "serve",
                "--home",
                folder.resolve("home").toString(),
                "--port",
                "0");
    }

    private static Map<String, String> environment(String url, String appPassword) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LOANREG_DATABASE_URL", url);
        environment.put("LOANREG_DATABASE_OWNER", "registry_owner");
        environment.put("LOANREG_DATABASE_OWNER_PASSWORD", "of-the-owner");
        environment.put("LOANREG_DATABASE_USER", "loanreg_app");
        environment.put("LOANREG_DATABASE_USER_PASSWORD", appPassword);
        return environment;
    }

    private String readyUrl(Process service, String log) throws IOException {
        var output = service.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring(6).strip();
            }
        }
        throw new IOException("the service did not start:\n" + read(log));
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String read(String name) throws IOException {
        return Files.readString(log(name));
    }
}
