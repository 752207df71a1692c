package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.TestRegistry;

/** A serving registry with one of everything about a line of bank-a and bank-b, and everybody who may call it. */
final class OneOfEverything implements AutoCloseable {
    final AccessService service = new AccessService();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, @Nullable Caller> callers = new LinkedHashMap<>();

    OneOfEverything() {
        record();
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger();
        ids.put("path", "0/000.p/" + service.registry.count("log_entry where log_id = 1"));
        String other = service.contract("OTHER", "REF-OTHER");
        callers.put("owner", AccessService.BANK_A);
        callers.put("partner", AccessService.BANK_B);
        callers.put("stranger", AccessService.BANK_C);
        callers.put("operator", AccessService.OPERATOR);
        callers.put("dpo", AccessService.DPO);
        callers.put("self", new Caller(Role.BORROWER, id("subjectId")));
        callers.put("another borrower", new Caller(Role.BORROWER, other));
        callers.put("nobody", null);
    }

    /** By name, such as {@code contractId}. */
    Map<String, String> ids() {
        return Collections.unmodifiableMap(ids);
    }

    /** By what they are to the loan; nobody has no token. */
    Map<String, @Nullable Caller> callers() {
        return Collections.unmodifiableMap(callers);
    }

    @Override
    public void close() {
        service.close();
    }

    private Map<?, ?> made(Caller caller, String path, String body) {
        var answer = service.post(caller, filled("/api/v1/" + path), filled(body));
        assertTrue(answer.statusCode() < 300, path + ": " + AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private void keep(String name, Map<?, ?> tree, String member) {
        ids.put(name, String.valueOf(Objects.requireNonNull(tree.get(member), member)));
    }

    /** One of everything about a line of bank-a and bank-b. */
    private void record() {
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
                AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts/" + ids.get("contractId"))),
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
        breakGlass();
        ids.put("disclosureId", UUID.randomUUID().toString());
        ids.put("log", "records");
        ids.put("lender", "bank-b");
        ids.put(
                "soon",
                Instant.now()
                        .plus(Duration.ofDays(7))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** Glass that a person broke, which no development token is. */
    private void breakGlass() {
        String glass = UUID.randomUUID().toString();
        service.registry.asOwner(
                "insert into broken_glass values ('" + glass + "', '" + ids.get("subjectId")
                        + "', 'bank-a', 'lender:bank-a/anna', 'INC-1', now(), now() + interval '1 hour', now() + interval '2 days')");
        ids.put("glassId", glass);
    }

    /** A correction that was accepted, of which the partner was told, and one that waits for a decision. */
    private void correct(String repaid) {
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

    String id(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    private String filled(String text) {
        String filled = text.replace("{unique}", UUID.randomUUID().toString());
        for (var id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    /** The answer to a request, ids filled in for their names in braces. */
    HttpResponse<byte[]> send(@Nullable Caller caller, String method, String path, String body) {
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
}
