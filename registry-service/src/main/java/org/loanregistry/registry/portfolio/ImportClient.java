package org.loanregistry.registry.portfolio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * Sends batches to the service. The key of a batch is the hash of its body, so that a batch whose answer was lost is sent
 * again under the same key and never recorded twice.
 */
final class ImportClient implements AutoCloseable {
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final int ATTEMPTS = 20;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI service;
    private final String token;

    ImportClient(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    /** The outcome of each item, in order: the JSON of the API. A lost connection is tried again under the same key. */
    Result send(String path, List<PortfolioItem> items) throws IOException, InterruptedException {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("items", items.stream().map(PortfolioItem::tree).toList());
        byte[] body = Json.write(batch);
        var request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", HexFormat.of().formatHex(Sha256.of(body)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Answered answered = sendUntilAnswered(request);
        HttpResponse<byte[]> response = answered.response();
        if (response.statusCode() != 200) {
            throw new IOException(service + " answered " + response.statusCode() + detail(response.body()));
        }
        return new Result(answered.earlier(), outcomes(response.body(), items.size()));
    }

    /** An answer, and whether it is that of an earlier run: stored before this run sent the batch for the first time. */
    private record Answered(HttpResponse<byte[]> response, boolean earlier) {}

    /** What became of a batch; {@code earlier} if an earlier run had recorded it already. */
    record Result(boolean earlier, List<Map<?, ?>> outcomes) {
        Result {
            outcomes = List.copyOf(outcomes);
        }
    }

    private Answered sendUntilAnswered(HttpRequest request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() != 503 || attempt == ATTEMPTS) {
                    boolean replayed = response.headers().firstValue(REPLAYED).isPresent();
                    return new Answered(response, replayed && attempt == 1);
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS))
                    .join();
        }
    }

    private static String detail(byte[] problem) {
        try {
            return Json.parse(problem) instanceof Map<?, ?> members ? ": " + members.get("detail") : "";
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static List<Map<?, ?>> outcomes(byte[] body, int expected) throws IOException {
        if (Json.parse(body) instanceof Map<?, ?> members
                && members.get("outcomes") instanceof List<?> outcomes
                && outcomes.size() == expected) {
            return outcomes.stream()
                    .<Map<?, ?>>map(one -> one instanceof Map<?, ?> map ? map : Map.of())
                    .toList();
        }
        throw new IOException("the answer is not that of a batch of " + expected);
    }

    @Override
    public void close() {
        http.close();
    }
}
