package org.loanregistry.registry.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;
import org.slf4j.LoggerFactory;

/** What the framework and failures answer: problem details that tell nothing of the machine or of the request. */
class ProblemDocumentsTest {
    private static final int LARGEST = 20_000;
    private static final String CONTRACT = """
            {"contractNumber":"SECRET-NUMBER","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
             "borrower":{"reference":"B-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
             "currency":"USD","principalMinor":10000,"status":"paid"}""";
    private static final List<String> SECRETS =
            List.of("SECRET-NUMBER", "Zhang", "11010519491231002X", "13912345678", "KP-1", "10000");

    private static TestRegistry registry;
    private static URI service;
    private static String token;

    @BeforeAll
    static void serve() {
        registry = TestRegistry.create(Map.of("micronaut.server.max-request-size", LARGEST));
        service = registry.serve();
        token = registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.OPERATOR, "registry-operator"))
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/contracts, 'GET,POST'",
        "DELETE, /api/v1/repayments, POST",
        "POST, /log/records/checkpoint, GET",
        "DELETE, /log/records/tile/0/000, GET",
        "POST, /openapi.yml, GET"
    })
    void a_method_that_the_address_does_not_serve_is_405_and_names_those_it_does(
            String method, String path, String allowed) {
        var answer = send(post(path, CONTRACT).method(method, HttpRequest.BodyPublishers.ofString(CONTRACT)));
        var problem = problem(405, answer);
        assertEquals("This address does not serve that method.", problem.get("detail"));
        var told = answer.headers().firstValue("Allow").orElse("").split(", ?", -1);
        assertTrue(Set.of(told).containsAll(Set.of(allowed.split(",", -1))), String.join(",", told));
    }

    @Test
    void a_body_above_the_limit_is_413_whether_its_length_is_told_or_not() {
        var body = CONTRACT.replace("KP-1", "x".repeat(LARGEST));
        assertEquals(
                "The body is larger than this service takes.",
                problem(413, send(post("/api/v1/contracts", body))).get("detail"));
        var chunked = post("/api/v1/contracts", body)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))));
        problem(413, send(chunked));
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data;boundary=x"})
    void a_body_of_another_media_type_is_415(String type) {
        for (var path : List.of("/api/v1/contracts", "/api/v1/repayments/batch")) {
            var answer = send(post(path, CONTRACT).setHeader("Content-Type", type));
            assertEquals(
                    "The body's media type is not served here; openapi.yml names the one that is.",
                    problem(415, answer).get("detail"));
        }
    }

    @Test
    void an_answer_in_another_media_type_is_406() {
        problem(406, send(get("/api/v1/contracts?number=1").header("Accept", "application/xml")));
    }

    @Test
    void an_unknown_address_is_404() {
        problem(404, send(get("/api/v1/nothing")));
        problem(404, send(get("/api/v1/contracts/../../etc/passwd")));
        problem(404, TestRegistry.get(service.resolve("/api/v1/nothing"), "wrong"));
        problem(404, TestRegistry.get(service.resolve("/api/v1/nothing"), ""));
    }

    @Test
    void a_failure_is_500_with_an_id_that_stands_in_the_log_and_neither_tells_what_was_sent() {
        registry.asOwner("alter table contract add constraint never check (principal_minor < 0) not valid");
        try (var log = new KeptLog()) {
            var answer = send(post("/api/v1/contracts", CONTRACT));
            var detail = String.valueOf(problem(500, answer).get("detail"));
            var found = Pattern.compile("The request failed; the log has it under id ([0-9a-f-]{36})\\.")
                    .matcher(detail);
            assertTrue(found.matches(), detail);
            assertTrue(log.text().contains(found.group(1)), log.text());
            assertTrue(log.text().contains("violates check constraint \"never\""), log.text());
            for (var secret : SECRETS) {
                assertFalse(log.text().contains(secret), secret + " in " + log.text());
            }
        } finally {
            registry.asOwner("alter table contract drop constraint never");
        }
    }

    @Test
    void a_failure_while_reading_is_500_and_tells_nothing_of_the_database() {
        registry.asOwner("alter table contract rename to hidden");
        try {
            problem(500, send(get("/api/v1/contracts?number=SECRET-NUMBER")));
        } finally {
            registry.asOwner("alter table hidden rename to contract");
        }
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder post(String path, String body) {
        return get(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return TestRegistry.send(request.build());
    }

    /** The members of a problem document, which has no others than RFC 9457's and repeats nothing that was sent. */
    private static Map<?, ?> problem(int status, HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), UTF_8);
        assertEquals(status, answer.statusCode(), text);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""),
                text);
        var members = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
        assertEquals(Set.of("type", "title", "status", "detail"), members.keySet(), text);
        assertEquals((long) status, members.get("status"));
        for (var secret : SECRETS) {
            assertFalse(text.contains(secret), text);
        }
        for (var inside : List.of("Exception", "java", "org.", "sql", "SQL", "relation", "at line")) {
            assertFalse(text.contains(inside), text);
        }
        return members;
    }

    /** Everything logged while it is open, exceptions and their causes included. */
    private static final class KeptLog implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
                for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                    lines.add(cause.getClassName() + ": " + cause.getMessage());
                }
            }
        };

        KeptLog() {
            appender.start();
            root.addAppender(appender);
        }

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void close() {
            root.detachAppender(appender);
        }
    }
}
