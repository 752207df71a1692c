package org.loanregistry.registry.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** A serving registry with contracts of one person after another, for tests of who sees what. */
public final class AccessService implements AutoCloseable {
    /** The lender whose borrowers they are. */
    public static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    /** A lender that funds half of each contract. */
    public static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    /** A lender that funds none. */
    public static final Caller BANK_C = new Caller(Role.LENDER, "bank-c");
    /** The operator. */
    public static final Caller OPERATOR = new Caller(Role.OPERATOR, "registry-operator");
    /** The data-protection officer. */
    public static final Caller DPO = new Caller(Role.DPO, "registry-dpo");

    /** What serves. */
    public final TestRegistry registry = TestRegistry.create();

    private final URI service = registry.serve();

    /** Records a contract of bank-a, half of it bank-b's, with the borrower of this reference; gives the subject's id. */
    public String contract(String number, String reference) {
        return contract(number, reference, "");
    }

    /** The same with more members of the body, each with a comma before it. */
    public String contract(String number, String reference, String more) {
        var body = """
                {"contractNumber":"%s","lenderOfRecord":"KP-1",
                 "funders":[{"lender":"bank-a","shareMinor":5000},{"lender":"bank-b","shareMinor":5000}],
                 "borrower":{"reference":"%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"open"%s}""".formatted(number, reference, more);
        var answer = post(BANK_A, "/api/v1/contracts", body);
        assertEquals(201, answer.statusCode(), text(answer));
        var shown = json(get(BANK_A, "/api/v1/contracts?number=" + number));
        return String.valueOf(shown.get("subjectId"));
    }

    /** A token of this user. */
    public String token(Caller caller) {
        var tokens = registry.bean(DevelopmentTokens.class);
        return caller.role() == Role.BORROWER
                ? tokens.ofBorrower(UUID.fromString(caller.organisation()))
                : tokens.tokenOf(caller).orElseThrow();
    }

    /** The answer to a GET, without a token for null. */
    public HttpResponse<byte[]> get(@Nullable Caller caller, String path) {
        return TestRegistry.get(service.resolve(path), caller == null ? "" : token(caller));
    }

    /** The answer to a POST of JSON. */
    public HttpResponse<byte[]> post(Caller caller, String path, String body) {
        return TestRegistry.send(HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token(caller))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The address. */
    public URI uri() {
        return service;
    }

    /** The body as text. */
    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    /** The body of an answer that is good. */
    public static Map<?, ?> json(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode(), text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    /** How many entries of the access log meet a condition. */
    public long entries(String condition) {
        return registry.count("access_entry where " + condition);
    }

    @Override
    public void close() {
        registry.close();
    }
}
