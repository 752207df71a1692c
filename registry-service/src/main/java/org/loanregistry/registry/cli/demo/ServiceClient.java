package org.loanregistry.registry.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.record.CanonicalJson;

/** Asks the running service: the log's files as anyone, the rest with a user's token. */
final class ServiceClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String service;

    ServiceClient(HttpClient http, String service) {
        this.http = http;
        this.service = service;
    }

    /** A file of the {@code records} log, by its tlog-tiles path. */
    byte[] get(String path) {
        return send(HttpRequest.newBuilder(URI.create(service + "/log/records/" + path)));
    }

    String text(String path) {
        return new String(get(path), StandardCharsets.UTF_8);
    }

    /** Saves the proof bundle of one record, as the bank that funds it gets it. */
    Path saveProof(String recordId, String token, Path file) {
        var bundle = send(HttpRequest.newBuilder(URI.create(service + "/api/v1/records/" + recordId + "/proof"))
                .header("Authorization", "Bearer " + token));
        try {
            Files.write(file, bundle);
            return file;
        } catch (IOException e) {
            throw new DemoFailedException("cannot write " + file, e);
        }
    }

    /** Records one repayment on a contract, as a lender's system does. */
    void recordRepayment(String token, UUID contractId, String currency, String paidAt) {
        var body = CanonicalJson.write(Map.of(
                "contractId",
                contractId.toString(),
                "repaymentNumber",
                "DEMO-1",
                "currency",
                currency,
                "amountMinor",
                100L,
                "paidAt",
                paidAt));
        send(HttpRequest.newBuilder(URI.create(service + "/api/v1/repayments"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "demo-" + contractId)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks to see a borrower's name in clear, for servicing; the status of the answer. */
    int reveal(String token, String subjectId) {
        var body =
                CanonicalJson.write(Map.of("purpose", "SERVICING", "fields", List.of("name"), "reason", "DEMO-CASE-1"));
        return answer(HttpRequest.newBuilder(URI.create(service + "/api/v1/borrowers/" + subjectId + "/reveal"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Asks for a borrower's erasure as its lender, and grants it as the officer; where the request is then. */
    String erase(String lender, String officer, String subjectId) {
        var asked = post(
                "/api/v1/borrowers/" + subjectId + "/erasure-requests",
                lender,
                Map.of("reason", "PURPOSE_FULFILLED", "caseReference", "DEMO-CASE-2"));
        var decided = post(
                "/api/v1/erasure-requests/" + asked.get("requestId") + "/decision",
                officer,
                Map.of("decision", "GRANT", "caseReference", "DEMO-CASE-3"));
        return String.valueOf(decided.get("state"));
    }

    private Map<?, ?> post(String path, String token, Map<String, String> body) {
        var answer = send(HttpRequest.newBuilder(URI.create(service + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.write(body))));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer));
    }

    private byte[] send(HttpRequest.Builder request) {
        var answer = answer(request);
        if (answer.statusCode() / 100 != 2) {
            throw new DemoFailedException(answer.uri().getPath() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DemoFailedException("the service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }
}
