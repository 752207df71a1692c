package org.loanregistry.registry.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.TestRegistry;

/** How many requests are answered, and to whom the metrics are. */
class RequestLimitsTest {
    private static final String TOKEN = "a-token-of-the-scraper";

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void so_many_at_once_then_as_many_as_time_makes_room_for_each_caller_for_itself() {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var limit = new RequestLimit(6, now::get);
        for (int i = 0; i < 6; i++) {
            assertEquals(0, limit.count("a"));
        }
        assertEquals(10, limit.count("a"));
        assertEquals(10, limit.count("a"), "what is refused does not count");
        assertEquals(0, limit.count("b"));
        now.updateAndGet(time -> time.plusSeconds(9));
        assertEquals(1, limit.count("a"));
        now.updateAndGet(time -> time.plusSeconds(1));
        assertEquals(0, limit.count("a"));
        assertEquals(10, limit.count("a"));
        now.updateAndGet(time -> time.plusSeconds(3_600));
        for (int i = 0; i < 6; i++) {
            assertEquals(0, limit.count("a"));
        }
        assertEquals(10, limit.count("a"), "an hour of stillness makes room for a minute's, no more");
    }

    @Test
    void without_a_limit_none_is_refused_and_a_negative_one_is_no_limit() {
        var limit = new RequestLimit(0, InstantSource.system());
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, limit.count("a"));
        }
        assertThrows(IllegalArgumentException.class, () -> new RequestLimit(-1, InstantSource.system()));
    }

    @Test
    void an_organisation_that_sends_too_much_waits_and_another_does_not() {
        try (var registry = TestRegistry.create(Map.of("registry.organisation-requests", "3"))) {
            var contracts = registry.serve().resolve("/api/v1/contracts");
            String bankA = token(registry, "bank-a");
            for (int i = 0; i < 3; i++) {
                assertEquals(200, TestRegistry.get(contracts, bankA).statusCode());
            }
            assertTurnedAway(TestRegistry.get(contracts, bankA), 20);
            assertEquals(
                    200, TestRegistry.get(contracts, token(registry, "bank-b")).statusCode());
            assertEquals(401, TestRegistry.get(contracts, "").statusCode());
        }
    }

    private static String token(TestRegistry registry, String bank) {
        return registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.LENDER, bank))
                .orElseThrow();
    }

    private static void assertTurnedAway(HttpResponse<byte[]> answer, long most) {
        assertEquals(429, answer.statusCode(), text(answer));
        long wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(wait >= 1 && wait <= most, "wait " + wait);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    }

    @Test
    void an_address_that_sends_too_much_waits_whoever_it_says_it_is_and_health_is_answered_always() {
        try (var registry = TestRegistry.create(Map.of("registry.address-requests", "2"))) {
            URI service = registry.serve();
            assertEquals(
                    401,
                    TestRegistry.get(service.resolve("/api/v1/contracts"), "").statusCode());
            assertEquals(
                    401,
                    TestRegistry.get(service.resolve("/api/v1/contracts"), "guessed")
                            .statusCode());
            assertTurnedAway(TestRegistry.get(service.resolve("/api/v1/contracts"), token(registry, "bank-a")), 30);
            assertTurnedAway(TestRegistry.get(service.resolve("/log/records/vkey"), ""), 30);
            assertEquals(
                    200,
                    TestRegistry.get(service.resolve("/health/liveness"), "").statusCode());
        }
    }

    @Test
    void in_production_the_metrics_are_there_for_whoever_has_their_token_and_without_one_for_nobody(
            @TempDir Path folder) throws Exception {
        try (var registry = TestRegistry.create(Map.of("registry.production", "true"))) {
            var answer = TestRegistry.get(registry.serve().resolve("/metrics"), "");
            assertEquals(404, answer.statusCode(), text(answer));
        }
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (var registry = TestRegistry.create(
                Map.of("registry.production", "true", "registry.metrics-token-file", file.toString()))) {
            URI metrics = registry.serve().resolve("/metrics");
            for (String wrong : new String[] {"", "another-token-altogether", TOKEN + "x"}) {
                assertEquals(401, TestRegistry.get(metrics, wrong).statusCode(), wrong);
            }
            var answer = TestRegistry.get(metrics, TOKEN);
            assertEquals(200, answer.statusCode(), text(answer));
            assertTrue(text(answer).contains("registry_log_signed_size"), text(answer));
        }
    }
}
