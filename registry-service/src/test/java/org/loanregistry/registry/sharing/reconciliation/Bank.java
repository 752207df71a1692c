package org.loanregistry.registry.sharing.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** A bank's files of positions, and what the service answers to them. */
final class Bank {
    static final String HEADER = "tenant,contract_number,currency,principal_outstanding,last_record_on,version\r\n";

    private final AccessService service;

    Bank(AccessService service) {
        this.service = service;
    }

    HttpResponse<byte[]> send(Caller caller, String query, byte[] file) {
        return TestRegistry.send(HttpRequest.newBuilder(service.uri().resolve("/api/v1/reconciliations" + query))
                .header("Authorization", "Bearer " + service.token(caller))
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }

    HttpResponse<byte[]> send(Caller caller, String lines) {
        return send(caller, "?asOf=2026-06-30", (HEADER + lines).getBytes(StandardCharsets.UTF_8));
    }

    /** The statement of a file that is good. */
    Map<?, ?> compared(Caller caller, String lines) {
        return created(send(caller, lines));
    }

    static Map<?, ?> created(HttpResponse<byte[]> answer) {
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    /** A repayment of principal, in cents, of a contract of bank-a. */
    void repay(String contract, String number, long amount, String paidAt) {
        var answer = service.post(
                AccessService.BANK_A, "/api/v1/repayments", """
                {"contractNumber":"%s","lender":"bank-a","repaymentNumber":"%s","amountMinor":%d,"currency":"USD","paidAt":"%s"}""".formatted(contract, number, amount, paidAt));
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
    }
}
