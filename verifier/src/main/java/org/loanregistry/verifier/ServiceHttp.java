package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the registry's service with one bearer token, or without for what is open; whatever is not an answer is a {@link FeedUnavailableException}. */
final class ServiceHttp implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int SHOWN_OF_A_REFUSAL = 300;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final String service;
    private final String token;

    /** For the service at {@code service}, as {@code http://127.0.0.1:8080}. */
    ServiceHttp(URI service, String token) {
        this.service = service.toString().replaceAll("/+$", "");
        this.token = token;
    }

    /** The answer to a path from the root. */
    byte[] get(String path, String type) {
        String address = service + path;
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", type)
                .timeout(ANSWER_WITHIN);
        HttpRequest request = (token.isEmpty() ? asked : asked.header("Authorization", "Bearer " + token)).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                String body = new String(answer.body(), UTF_8);
                throw new FeedUnavailableException(
                        "the service answered " + answer.statusCode() + " to " + address + ": "
                                + body.substring(0, Math.min(body.length(), SHOWN_OF_A_REFUSAL)),
                        null);
            }
            return answer.body();
        } catch (IOException e) {
            throw new FeedUnavailableException("the service at " + service + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedUnavailableException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
