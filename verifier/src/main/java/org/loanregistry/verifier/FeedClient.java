package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;

/** The feed as the registry's service tells it, over HTTP. */
final class FeedClient implements FeedSource, AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int SHOWN_OF_A_REFUSAL = 300;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
    private final String service;
    private final String base;
    private final String token;

    /** A client of the service at {@code service}, as {@code http://127.0.0.1:8080}, with a bearer token. */
    FeedClient(URI service, String token) {
        this.service = service.toString().replaceAll("/+$", "");
        this.base = this.service + "/api/v1/feed/";
        this.token = token;
    }

    @Override
    public FeedAnswers.Head head() {
        return read("head", FeedAnswers.Head::parse);
    }

    @Override
    public List<FeedAnswers.Line> entries(long from, int limit) {
        return read("entries?from=" + from + "&limit=" + limit, FeedAnswers::parseLines);
    }

    @Override
    public Optional<ConsistencyProof> consistency(String origin, long oldSize, long newSize) {
        String log = service + "/log/" + origin.substring(origin.lastIndexOf('/') + 1) + "/";
        TileProofs tiles = new TileProofs(address -> tile(log, address));
        return Optional.of(tiles.consistency(oldSize, newSize));
    }

    private byte[] tile(String log, TileAddress address) {
        byte[] content = get(log + address.path(), "application/octet-stream");
        if (content.length != address.width() * Hash.LENGTH) {
            throw new FeedUnavailableException("the service's " + address.path() + " is malformed", null);
        }
        return content;
    }

    private <T> T read(String path, Function<String, T> reader) {
        byte[] answer = get(base + path, "application/json");
        try {
            return reader.apply(StrictText.fromUtf8(answer));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FeedUnavailableException(
                    "the service's answer to " + path + " is malformed: " + e.getMessage(), e);
        }
    }

    private byte[] get(String address, String type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Accept", type)
                .timeout(ANSWER_WITHIN)
                .build();
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
