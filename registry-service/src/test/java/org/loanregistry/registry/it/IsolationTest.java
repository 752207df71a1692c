package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every operation of openapi.yml tried as every kind of caller: those whom {@code isolation.csv} names get a good answer, all
 * others neither that nor a trace of the loan. An operation that is not in the table fails the test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationTest {
    private static final String EVERYBODY = "everybody";
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);
    private static final Map<String, String> IDS = new LinkedHashMap<>();

    private static AccessService service;
    private static Map<String, @Nullable Caller> callers;

    /** A line of the table. */
    record Row(String method, String path, Set<String> allowed, String body) {
        private static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            String[] operation = cells[0].split(" ", -1);
            return new Row(
                    operation[0],
                    operation[1],
                    new TreeSet<>(List.of(cells[1].split(" "))),
                    cells.length > 2 ? cells[2] : "");
        }

        String operation() {
            return method + " " + path;
        }

        boolean allows(String caller) {
            return allowed.contains(EVERYBODY) || allowed.contains(caller);
        }

        @Override
        public String toString() {
            return operation();
        }
    }

    static Stream<Row> table() throws IOException {
        try (InputStream stream = Objects.requireNonNull(IsolationTest.class.getResourceAsStream("/isolation.csv"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(Row::parse).toList().stream();
        }
    }

    @BeforeAll
    static void serve() {
        service = new AccessService();
        record();
        service.registry.awaitQuiet(org.loanregistry.registry.log.LogName.RECORDS);
        service.registry.anchorWithoutLedger();
        IDS.put("path", "0/000.p/" + service.registry.count("log_entry where log_id = 1"));
        String other = service.contract("OTHER", "REF-OTHER");
        callers = new LinkedHashMap<>();
        callers.put("owner", AccessService.BANK_A);
        callers.put("partner", AccessService.BANK_B);
        callers.put("stranger", AccessService.BANK_C);
        callers.put("operator", AccessService.OPERATOR);
        callers.put("dpo", AccessService.DPO);
        callers.put("self", new Caller(Role.BORROWER, id("subjectId")));
        callers.put("another borrower", new Caller(Role.BORROWER, other));
        callers.put("nobody", null);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static Map<?, ?> made(Caller caller, String path, String body) {
        var answer = service.post(caller, filled("/api/v1/" + path), filled(body));
        assertTrue(answer.statusCode() < 300, path + ": " + AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static void keep(String name, Map<?, ?> tree, String member) {
        IDS.put(name, String.valueOf(Objects.requireNonNull(tree.get(member), member)));
    }

    /** One of everything about a line of bank-a and bank-b. */
    private static void record() {
        String contract = """
                {"contractNumber":"%s","lenderOfRecord":"platform",
                 "funders":[{"lender":"bank-a","shareMinor":600000},{"lender":"bank-b","shareMinor":1400000}],
                 "borrower":{"reference":"REF-ISO","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":2000000,"status":"open","startDate":"2024-01-10"%s}""";
        String product = """
                ,"product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360"}""";
        var line = made(AccessService.BANK_A, "contracts", contract.formatted("ISO-LINE", product));
        keep("contractId", line, "contractId");
        keep("recordId", line, "recordId");
        keep("plainId", made(AccessService.BANK_A, "contracts", contract.formatted("ISO-PLAIN", "")), "contractId");
        keep(
                "subjectId",
                AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts/" + IDS.get("contractId"))),
                "subjectId");
        String event = """
                {"contractId":"{contractId}","eventNumber":"%s","event":%s}""";
        made(AccessService.BANK_A, "events", event.formatted("E1", """
                {"kind":"DRAWN","on":"2024-01-10","drawdown":1,"amountMinor":500000,
                 "plan":{"method":"ON_DEMAND","until":"2025-01-10","interest":"AT_END"}}"""));
        made(AccessService.BANK_A, "events", event.formatted("E3", """
                {"kind":"MANDATED","on":"2024-01-10","mandate":"M-7","retryAfter":["P1D"],"mostMinor":200000}"""));
        String repaid = """
                {"kind":"REPAID","on":"2024-01-25","amountMinor":%d}""";
        keep("eventId", made(AccessService.BANK_A, "events", event.formatted("E2", repaid.formatted(400))), "eventId");
        correct(repaid);
        var self = new Caller(Role.BORROWER, id("subjectId"));
        keep("consentId", made(self, "borrowers/{subjectId}/consents", """
                {"recipient":"bank-b","purpose":"SERVICING","fields":["name"],"noticeHash":"%s"}""".formatted("11".repeat(32))), "consentId");
        keep("holdId", made(AccessService.DPO, "borrowers/{subjectId}/holds", """
                {"basis":"AML","caseReference":"HOLD-0"}"""), "holdId");
        keep("requestId", made(AccessService.BANK_A, "borrowers/{subjectId}/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-0"}"""), "requestId");
        var statement = (Map<?, ?>) Objects.requireNonNull(
                Json.parse(send(AccessService.BANK_A, "POST", "/api/v1/reconciliations?asOf=2024-12-31", """
                        tenant,contract_number,currency,principal_outstanding,last_record_on,version
                        bank-a,ISO-LINE,CNY,1.00,2024-01-25,1
                        """)
                        .body()));
        keep("reconciliationId", statement, "reconciliationId");
        keep("differencesHash", statement, "differencesHash");
        IDS.put("disclosureId", UUID.randomUUID().toString());
        IDS.put("log", "records");
        IDS.put(
                "soon",
                Instant.now()
                        .plus(Duration.ofDays(7))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** A correction that was accepted, of which the partner was told, and one that waits for a decision. */
    private static void correct(String repaid) {
        String path = "contracts/{contractId}/events/{eventId}/corrections";
        String body = """
                {"rowVersion":%d,"reasonCode":"212","event":%s}""";
        keep(
                "correctionId",
                made(AccessService.BANK_A, path, body.formatted(1, repaid.formatted(500))),
                "correctionId");
        made(
                AccessService.BANK_B,
                "contracts/{contractId}/corrections/{correctionId}/decision",
                "{\"decision\":\"ACCEPT\"}");
        keep(
                "correctionId",
                made(AccessService.BANK_A, path, body.formatted(2, repaid.formatted(600))),
                "correctionId");
        var notices = (List<?>)
                Objects.requireNonNull(AccessService.json(service.get(AccessService.BANK_B, "/api/v1/notices"))
                        .get("notices"));
        keep("noticeId", (Map<?, ?>) Objects.requireNonNull(notices.getFirst()), "noticeId");
    }

    private static String id(String name) {
        return Objects.requireNonNull(IDS.get(name), name);
    }

    private static String filled(String text) {
        String filled = text.replace("{unique}", UUID.randomUUID().toString());
        for (var id : IDS.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    private static HttpResponse<byte[]> send(@Nullable Caller caller, String method, String path, String body) {
        var request = HttpRequest.newBuilder(service.uri().resolve(filled(path)));
        if (caller != null) {
            request.header("Authorization", "Bearer " + service.token(caller));
        }
        if (method.equals("POST")) {
            request.header(
                            "Content-Type",
                            body.startsWith("{") || body.startsWith("[") ? "application/json" : "text/csv")
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return TestRegistry.send(request.method(method, HttpRequest.BodyPublishers.ofString(filled(body)))
                .build());
    }

    /** That of the service: the tests' own sources have one too, of no operation. */
    private static URL description() throws IOException {
        return Collections.list(IsolationTest.class.getClassLoader().getResources("META-INF/swagger/openapi-1.yml"))
                .stream()
                .filter(url -> !url.getPath().contains("/test-classes/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void the_table_has_every_operation_that_is_described_and_no_other() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream stream = description().openStream()) {
            Map<String, Map<String, Map<String, ?>>> description =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            Objects.requireNonNull(description.get("paths"))
                    .forEach((path, operations) -> operations
                            .keySet()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        }
        Set<String> listed = new TreeSet<>(table().map(Row::operation).toList());
        assertEquals(described, listed);
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(2)
    void who_may_not_gets_neither_an_answer_nor_a_trace(Row row) {
        List<Executable> checks = new ArrayList<>();
        callers.forEach((name, caller) -> {
            if (!row.allows(name)) {
                checks.add(() -> checkRefused(row, name, caller));
            }
        });
        long records = service.registry.count("leaf where log_id = 1");
        assertAll(checks);
        assertEquals(records, service.registry.count("leaf where log_id = 1"), "something was recorded");
    }

    private static void checkRefused(Row row, String name, @Nullable Caller caller) {
        var answer = send(caller, row.method(), row.path(), row.body());
        String text = AccessService.text(answer);
        boolean eachRefused = text.startsWith("{\"outcomes\":[{\"outcome\":\"refused\"");
        assertTrue(
                eachRefused || REFUSALS.contains(answer.statusCode()), name + ": " + answer.statusCode() + " " + text);
        assertEquals(caller == null, answer.statusCode() == 401, name + ": " + answer.statusCode());
        assertTraceless(row, name, text);
    }

    /** What the caller said itself may come back, as an address in a problem document does. */
    private static void assertTraceless(Row row, String name, String text) {
        Map<String, String> secret = new HashMap<>(IDS);
        secret.keySet().removeAll(Set.of("log", "path", "soon"));
        secret.keySet().removeIf(id -> row.path().contains("{" + id + "}"));
        secret.put("name", "Zhang");
        secret.put("number", "ISO-LINE");
        secret.forEach((what, value) -> assertFalse(text.contains(value), name + " sees the " + what + ": " + text));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(3)
    void a_stranger_that_may_list_sees_nothing_of_the_loan_in_its_lists(Row row) {
        if (row.method().equals("GET")
                && row.allows("stranger")
                && !row.allowed().contains(EVERYBODY)) {
            var answer = send(callers.get("stranger"), "GET", row.path(), "");
            assertTraceless(row, "stranger", AccessService.text(answer));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    @Order(4)
    void who_may_is_not_refused(Row row) {
        // What changes something is tried once: the second answer would be another.
        Stream<String> allowed = row.allowed().contains(EVERYBODY) ? Stream.of("nobody") : row.allowed().stream();
        allowed.limit(row.method().equals("GET") ? callers.size() : 1).forEach(name -> {
            var answer = send(callers.get(name), row.method(), row.path(), row.body());
            assertFalse(
                    Set.of(401, 403).contains(answer.statusCode()) || answer.statusCode() >= 500,
                    name + ": " + answer.statusCode() + " " + AccessService.text(answer));
            assertTrue(
                    answer.statusCode() != 404
                            || !row.path().contains("{")
                            || row.path().contains("isclosure"),
                    name + ": " + AccessService.text(answer));
        });
    }
}
