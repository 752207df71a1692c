package org.loanregistry.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tree.Hash;

/** The service's feed over HTTP, honest until a test changes what it tells. */
final class FeedServer implements AutoCloseable {
    static final String TOKEN = "token-of-bank-a";

    /** The answer's lines by number; a test takes out or puts in what it likes. */
    final TreeMap<Long, Map<String, Object>> lines = new TreeMap<>();

    private final HttpServer server;
    private Map<String, Object> head = Map.of();

    FeedServer(TestLog log, long size) throws IOException {
        for (FeedEntry entry : log.feed()) {
            if (entry.logIndex() >= size) {
                continue;
            }
            lines.put(
                    entry.number(),
                    line(entry, log.shown((int) entry.logIndex(), size).toText()));
        }
        tellHead(log.feed().size(), log.bundle((int) size - 1, size).toText());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/feed/head", exchange -> answer(exchange, head));
        server.createContext("/api/v1/feed/entries", exchange -> answer(exchange, page(exchange.getRequestURI())));
        server.createContext(
                "/log/records/",
                exchange -> answer(
                        exchange,
                        log.tile(TileAddress.parse(
                                exchange.getRequestURI().getPath().substring("/log/records/".length())))));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    FeedClient client() {
        return new FeedClient(uri(), TOKEN);
    }

    void tellHead(long size, String proof) {
        head = Map.of("lender", "bank-a", "slot", 1, "size", size, "proof", proof);
    }

    static Map<String, Object> line(FeedEntry entry, String proof) {
        return line(entry.number(), entry.logIndex(), entry.salt(), entry.leafHash(), proof);
    }

    private static Map<String, Object> line(long number, long logIndex, byte[] salt, Hash leafHash, String proof) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", number);
        line.put("logIndex", logIndex);
        line.put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(salt));
        line.put("leafHash", leafHash.toBase64());
        line.put("proof", proof);
        return line;
    }

    private Map<String, Object> page(URI uri) {
        String[] query = uri.getQuery().split("[=&]", -1);
        List<Object> page =
                new ArrayList<>(lines.tailMap(Long.parseLong(query[1])).values());
        int limit = Math.min(3, Integer.parseInt(query[3]));
        return Map.of("entries", page.subList(0, Math.min(limit, page.size())));
    }

    private static void answer(HttpExchange exchange, Map<String, Object> json) throws IOException {
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, (known ? CanonicalJson.write(json) : "{\"title\":\"No such token\"}").getBytes(UTF_8), known);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        answer(exchange, body, true);
    }

    private static void answer(HttpExchange exchange, byte[] body, boolean known) throws IOException {
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
