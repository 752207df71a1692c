package org.loanregistry.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The feed as the registry's service tells it, over HTTP; nothing that it says is believed yet. */
final class FeedClient implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int SHOWN_OF_A_REFUSAL = 300;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final String base;
    private final String token;

    /** A client of the service at {@code service}, as {@code http://127.0.0.1:8080}, with a bearer token. */
    FeedClient(URI service, String token) {
        this.base = service.toString().replaceAll("/+$", "") + "/api/v1/feed/";
        this.token = token;
    }

    /** The feed's head. */
    FeedAnswers.Head head() {
        return get("head", FeedAnswers.Head::parse);
    }

    /** Entries from number {@code from} on, at most {@code limit}; the service may give fewer. */
    List<FeedAnswers.Line> entries(long from, int limit) {
        return get("entries?from=" + from + "&limit=" + limit, FeedAnswers::parseLines);
    }

    private <T> T get(String path, Function<String, T> reader) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                String body = answer.body();
                throw new FeedUnavailableException(
                        "the service answered " + answer.statusCode() + " to " + path + ": "
                                + body.substring(0, Math.min(body.length(), SHOWN_OF_A_REFUSAL)),
                        null);
            }
            return reader.apply(answer.body());
        } catch (IOException e) {
            throw new FeedUnavailableException("the service at " + base + " does not answer: " + e, e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FeedUnavailableException(
                    "the service's answer to " + path + " is malformed: " + e.getMessage(), e);
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
