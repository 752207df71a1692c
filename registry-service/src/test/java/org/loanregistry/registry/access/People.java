package org.loanregistry.registry.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.loanregistry.registry.identity.TokenIssuer;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;

/** A serving registry whose callers are people of an identity provider: a development token stands for nobody. */
final class People implements AutoCloseable {
    private static final String METRICS_TOKEN = "token-of-the-metrics-in-tests";

    final TestRegistry registry;

    private final TokenIssuer issuer = new TokenIssuer();
    private final URI service;

    People() {
        registry = TestRegistry.create(Map.of(
                "registry.identity.issuer",
                issuer.issuer(),
                "registry.identity.client-secret",
                "not asked for here",
                "registry.production",
                "true",
                "registry.metrics-token-file",
                metricsToken().toString()));
        service = registry.serve();
    }

    private static Path metricsToken() {
        try {
            var file = Files.writeString(Files.createTempFile("metrics", ".token"), METRICS_TOKEN);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(String role, String organisation, String person, String factors) {
        return issuer.token(claims -> claims.subject(person)
                .claim("roles", List.of(role))
                .claim("organisation", organisation)
                .claim("auth_time", Instant.now().getEpochSecond())
                .claim("amr", List.of("pwd", factors)));
    }

    /** A person of a bank, signed in with two factors. */
    String person(String bank, String name) {
        return token("LENDER", bank, name, "mfa");
    }

    /** The same with one. */
    String weakly(String bank, String name) {
        return token("LENDER", bank, name, "none");
    }

    String officer() {
        return token("DPO", "registry-dpo", "olga", "mfa");
    }

    String operator() {
        return token("OPERATOR", "registry-operator", "otto", "mfa");
    }

    String borrower(String subject) {
        return token("BORROWER", subject, "self", "mfa");
    }

    /** Records a contract of bank-a, half of it bank-b's, that is closed; gives the subject's id. */
    String settled(String number, String reference) {
        return contract(number, reference, ",\"closedAt\":\"2026-01-31\"");
    }

    String contract(String number, String reference, String more) {
        var answer = post(person("bank-a", "clerk"), "contracts", """
                {"contractNumber":"%s","lenderOfRecord":"KP-1",
                 "funders":[{"lender":"bank-a","shareMinor":5000},{"lender":"bank-b","shareMinor":5000}],
                 "borrower":{"reference":"%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"open"%s}""".formatted(number, reference, more));
        assertEquals(201, answer.statusCode(), text(answer));
        return registry.texts("select subject_id::text from contract where contract_number = '" + number + "'")
                .getFirst();
    }

    HttpResponse<byte[]> get(String token, String path) {
        return TestRegistry.get(service.resolve("/api/v1/" + path), token);
    }

    HttpResponse<byte[]> post(String token, String path, String body) {
        return TestRegistry.send(HttpRequest.newBuilder(service.resolve("/api/v1/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    String metrics() {
        return text(TestRegistry.get(service.resolve("/metrics"), METRICS_TOKEN));
    }

    /** The borrower erased. */
    void erase(String subject) {
        var asked = post(person("bank-a", "clerk"), "borrowers/" + subject + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""");
        var done = post(officer(), "erasure-requests/" + member(asked, "requestId") + "/decision", """
                {"decision":"GRANT","caseReference":"DPO-1"}""");
        assertEquals(200, done.statusCode(), text(done));
    }

    long entries(String condition) {
        return registry.count("access_entry where " + condition);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    static Map<?, ?> tree(HttpResponse<byte[]> answer) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    static String member(HttpResponse<byte[]> answer, String name) {
        return String.valueOf(Objects.requireNonNull(tree(answer).get(name), () -> text(answer)));
    }

    static List<?> list(HttpResponse<byte[]> answer, String name) {
        return (List<?>) Objects.requireNonNull(tree(answer).get(name), () -> text(answer));
    }

    /** Of this status, and no value in clear in it. */
    static void assertRefused(int status, HttpResponse<byte[]> answer) {
        String text = text(answer);
        assertEquals(status, answer.statusCode(), text);
        assertFalse(text.contains("Zhang") || text.contains("13912345678") || text.contains("11010519"), text);
    }

    @Override
    public void close() {
        registry.close();
        issuer.close();
    }
}
