package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.database.DatabaseLogin;

/** What operators are told: by /health with its reasons, by the metrics, and that the dashboard asks for what there is. */
class OperationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final TestRegistry registry = TestRegistry.create(Map.of(
            "registry.health.lag", "1s", "registry.health.horizon-age", "1s", "registry.health.leaderless", "1s"));

    @AfterEach
    void stop() {
        registry.close();
    }

    private static String text(URI address) {
        return new String(TestRegistry.get(address, "").body(), UTF_8);
    }

    private static String await(URI address, Predicate<String> wanted) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var said = text(address);
        while (!wanted.test(said)) {
            assertTrue(System.nanoTime() < deadline, said);
            LockSupport.parkNanos(50_000_000);
            said = text(address);
        }
        return said;
    }

    @Test
    void every_metric_of_the_dashboard_is_in_a_scrape() throws IOException {
        var profile = TestLedger.running().profile("RegistryOperator", "client").toString();
        var settings = Map.<String, Object>of("registry.host", TestLedger.host(), "registry.ledger-profile", profile);
        try (var anchoring = TestRegistry.create(settings)) {
            var service = anchoring.serve();
            text(service.resolve("/health"));
            var scrape = await(
                    service.resolve("/metrics"),
                    said -> said.contains("http_server_requests_seconds_count")
                            && said.contains("registry_ledger_calls_total{call=\"head\",outcome=\"answered\"} "));
            var there = scrape.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
            var dashboard = Files.readString(Path.of(System.getProperty("loanreg.root"), "docs/grafana.json"));
            var asked = Pattern.compile("(?:registry|http_server)_[a-z_]+")
                    .matcher(dashboard)
                    .results()
                    .map(found -> found.group())
                    .distinct()
                    .toList();
            assertTrue(asked.size() > 15, asked::toString);
            assertEquals(
                    List.of(),
                    asked.stream().filter(name -> !there.contains(name)).toList());
        }
    }

    @Test
    void the_stages_in_a_scrape_are_those_of_the_log() {
        var service = registry.serve();
        registry.queue(new Random(1), 30, "bank-a");
        registry.awaitSize(31);
        var scrape = await(
                service.resolve("/metrics"), said -> said.contains("registry_log_signed_size{log=\"records\"} 31.0"));
        assertTrue(scrape.contains("registry_log_recorded_size{log=\"records\"} 31.0"), scrape);
        assertTrue(scrape.contains("registry_log_integrated_size{log=\"records\"} 31.0"), scrape);
        assertTrue(scrape.contains("registry_log_queued{log=\"records\"} 0.0"), scrape);
        assertTrue(scrape.contains("registry_log_anchored_size{log=\"records\"} 0.0"), scrape);
        assertTrue(scrape.contains("registry_log_led{log=\"records\"} 1.0"), scrape);
        assertTrue(scrape.contains("registry_database_up 1.0"), scrape);
    }

    @Test
    void the_first_answer_after_the_start_knows_the_database_already() {
        var stages = registry.bean(Stages.class);
        stages.start();
        assertTrue(stages.newest().isPresent());
    }

    @Test
    void without_a_ledger_it_is_ready_and_degraded_with_the_reason_and_with_the_lag() {
        var service = registry.serve();
        registry.queue(new Random(2), 5, "bank-a");
        var health = await(service.resolve("/health"), said -> said.contains("a record has waited for its anchor"));
        assertTrue(health.contains("\"status\":\"DEGRADED\""), health);
        assertTrue(health.contains("log records: no ledger is configured"), health);
        assertEquals(
                200, TestRegistry.get(service.resolve("/health/readiness"), "").statusCode());
        assertEquals(
                200, TestRegistry.get(service.resolve("/health/liveness"), "").statusCode());
    }

    @Test
    void a_transaction_that_holds_back_the_horizon_is_told_and_counted() throws SQLException {
        var service = registry.serve();
        try (var forgotten = registry.bean(DatabaseLogin.class).connect();
                var statement = forgotten.createStatement()) {
            forgotten.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            // It holds nobody back before another transaction has ended after it.
            registry.queue(new Random(3), 5, "bank-a");
            await(service.resolve("/health"), said -> said.contains("a transaction has held back the sequencers for"));
            var scrape = await(
                    service.resolve("/metrics"), said -> said.contains("registry_log_queued{log=\"records\"} 5.0"));
            assertFalse(scrape.contains("registry_horizon_age_seconds 0.0"), scrape);
            forgotten.rollback();
        }
        await(service.resolve("/health"), said -> !said.contains("held back"));
        await(service.resolve("/metrics"), said -> said.contains("registry_log_queued{log=\"records\"} 0.0"));
    }

    @Test
    void a_log_that_nobody_leads_makes_the_service_not_ready() {
        var service = registry.serve();
        await(service.resolve("/health"), said -> said.contains("\"isLed\":true"));
        registry.bean(SequencerJobs.class).of(LogName.RECORDS).close();
        var health = await(service.resolve("/health"), said -> said.contains("nobody has led it"));
        assertTrue(health.contains("log records: nobody has led it for"), health);
        assertEquals(
                503, TestRegistry.get(service.resolve("/health/readiness"), "").statusCode());
        assertEquals(
                200, TestRegistry.get(service.resolve("/health/liveness"), "").statusCode());
    }

    @Test
    void a_database_that_does_not_answer_makes_the_service_not_ready_and_the_answer_does_not_wait() {
        var service = registry.serve();
        await(service.resolve("/health"), said -> said.contains("\"isLed\":true"));
        registry.takeAway(true);
        try {
            var health = await(service.resolve("/health"), said -> said.contains("the database does not answer"));
            assertTrue(health.contains("\"status\":\"DOWN\""), health);
            assertTrue(text(service.resolve("/metrics")).contains("registry_database_up 0.0"));
            assertEquals(
                    503,
                    TestRegistry.get(service.resolve("/health/readiness"), "").statusCode());
        } finally {
            registry.takeAway(false);
        }
        await(service.resolve("/health"), said -> !said.contains("does not answer"));
    }
}
