package org.loanregistry.verifier;

import java.net.URI;
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
    private static final String BASE = "/api/v1/feed/";

    private final ServiceHttp http;

    /** A client of the service at {@code service}, as {@code http://127.0.0.1:8080}, with a bearer token. */
    FeedClient(URI service, String token) {
        this.http = new ServiceHttp(service, token);
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
        String log = "/log/" + origin.substring(origin.lastIndexOf('/') + 1) + "/";
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
        byte[] answer = get(BASE + path, "application/json");
        try {
            return reader.apply(StrictText.fromUtf8(answer));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FeedUnavailableException(
                    "the service's answer to " + path + " is malformed: " + e.getMessage(), e);
        }
    }

    private byte[] get(String path, String type) {
        return http.get(path, type);
    }

    @Override
    public void close() {
        http.close();
    }
}
