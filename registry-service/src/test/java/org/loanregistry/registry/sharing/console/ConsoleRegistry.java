package org.loanregistry.registry.sharing.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** Loans A-1 (bank-a), AB-2 (bank-a and bank-b) and B-3 (bank-b), a repayment of A-1, all under an anchored head. */
final class ConsoleRegistry implements AutoCloseable {
    final TestRegistry registry = TestRegistry.create();
    final URI service = registry.serve();
    final String ofA;
    final String ofBoth;
    final String ofB;

    ConsoleRegistry() {
        ofA = contract("A-1", "bank-a", "{\"lender\":\"bank-a\",\"shareMinor\":10000}");
        ofBoth = contract(
                "AB-2",
                "bank-b",
                "{\"lender\":\"bank-a\",\"shareMinor\":3000},{\"lender\":\"bank-b\",\"shareMinor\":7000}");
        ofB = contract("B-3", "bank-b", "{\"lender\":\"bank-b\",\"shareMinor\":10000}");
        post(
                "bank-a",
                "repayments",
                "{\"contractId\":\"" + ofA + "\",\"repaymentNumber\":\"R-1\",\"amountMinor\":2500,\"currency\":\"USD\","
                        + "\"paidAt\":\"2026-01-02\"}");
        registry.awaitSize(5);
        awaitAll();
        registry.anchorWithoutLedger();
    }

    private void awaitAll() {
        while (registry.count("log_entry where log_id = 1 and record_id in"
                        + " (select record_id from contract union select record_id from repayment)")
                < 4) {
            Thread.onSpinWait();
        }
        long size = registry.count("log_entry where log_id = 1");
        registry.awaitSize(size);
    }

    String token(String organisation) {
        return registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(organisation.startsWith("bank") ? Role.LENDER : Role.OPERATOR, organisation))
                .orElseThrow();
    }

    Person signedIn(String organisation) {
        Person person = new Person(service);
        assertEquals(303, person.signIn(token(organisation)).statusCode());
        return person;
    }

    private String contract(String number, String lender, String funders) {
        var answer = post(lender, "contracts", """
                {"contractNumber":"%s","lenderOfRecord":"KP-<1>","funders":[%s],
                 "borrower":{"reference":"%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"active"}""".formatted(number, funders, number));
        return String.valueOf(answer.get("contractId"));
    }

    /** Confirms a statement by the API. */
    void confirm(String organisation, String id, String differencesHash) {
        post(
                organisation,
                "reconciliations/" + id + "/confirmations",
                "{\"differencesHash\":\"" + differencesHash + "\"}");
    }

    /** Another version of what bank-b is shown of AB-2: agreed with this body, or ended. */
    void share(String path, String body) {
        post("bank-a", "contracts/" + ofBoth + "/share-agreements/bank-b" + path, body);
    }

    private Map<?, ?> post(String lender, String path, String body) {
        var answer = TestRegistry.send(HttpRequest.newBuilder(service.resolve("/api/v1/" + path))
                .header("Authorization", "Bearer " + token(lender))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertEquals(201, answer.statusCode(), new String(answer.body(), UTF_8));
        return (Map<?, ?>) java.util.Objects.requireNonNull(Json.parse(answer.body()));
    }

    @Override
    public void close() {
        registry.close();
    }
}
