package org.loanregistry.verifier.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.AddCheckpoint;

/**
 * The witness over HTTP: {@code POST /add-checkpoint} as C2SP tlog-witness says, and {@code GET /health}: 200, or 503 with what
 * is wrong. A request is at most {@link AddCheckpoint#MAX_BYTES} long and takes at most ten seconds to arrive.
 */
final class WitnessServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int STOP_SECONDS = 2;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    static {
        // The JDK's server waits for a slow request for ever unless told; it reads this once, before its first server.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("witness-", 1).daemon().factory());

    private WitnessServer(HttpServer server) {
        this.server = server;
    }

    /** Listens at the address; port 0 is a free one. */
    static WitnessServer start(
            InetSocketAddress address, AddCheckpointDesk desk, WatchedLogs logs, Consumer<String> journal) {
        try {
            HttpServer http = HttpServer.create(address, 0);
            WitnessServer started = new WitnessServer(http);
            http.createContext("/add-checkpoint", guarded("/add-checkpoint", "POST", journal, exchange -> {
                addCheckpoint(exchange, desk);
            }));
            http.createContext("/health", guarded("/health", "GET", journal, exchange -> health(exchange, logs)));
            http.setExecutor(started.threads);
            http.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + address, e);
        }
    }

    /** The address with its real port. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void addCheckpoint(HttpExchange exchange, AddCheckpointDesk desk) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1);
        if (body.length > AddCheckpoint.MAX_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            send(exchange, 413, PLAIN, "longer than " + AddCheckpoint.MAX_BYTES + " bytes");
            return;
        }
        Answer answer;
        try {
            answer = desk.answer(StrictText.fromUtf8(body));
        } catch (IllegalArgumentException e) {
            answer = new Answer.Malformed(String.valueOf(e.getMessage()));
        }
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Cosigned(var line) ->
                send(exchange, 200, PLAIN, line.toLine().stripTrailing());
            case Answer.Malformed(String why) -> send(exchange, 400, PLAIN, why);
            case Answer.NotSigned() -> send(exchange, 403, PLAIN, "not signed by a key that is trusted for this log");
            case Answer.UnknownLog() -> send(exchange, 404, PLAIN, "no open log of this origin is known");
            case Answer.OtherSize(long size) -> send(exchange, 409, SIZE, Long.toString(size));
            case Answer.Inconsistent(String why) -> send(exchange, 422, PLAIN, why);
            case Answer.NotNow(String why) -> send(exchange, 503, PLAIN, why);
        }
    }

    private static void health(HttpExchange exchange, WatchedLogs logs) throws IOException {
        List<String> troubles = logs.troubles();
        send(exchange, troubles.isEmpty() ? 200 : 503, PLAIN, troubles.isEmpty() ? "ok" : String.join("\n", troubles));
    }

    /** The JDK's server takes a path for every longer one, and drops the connection where a handler throws. */
    private static HttpHandler guarded(String path, String method, Consumer<String> journal, HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                try {
                    if (!path.equals(exchange.getRequestURI().getPath())) {
                        send(exchange, 404, PLAIN, "nothing is here");
                    } else if (!method.equals(exchange.getRequestMethod())) {
                        exchange.getResponseHeaders().set("Allow", method);
                        send(exchange, 405, PLAIN, "want " + method);
                    } else {
                        handler.handle(exchange);
                    }
                } catch (RuntimeException e) {
                    journal.accept("a request failed: " + e);
                    send(exchange, 500, PLAIN, "the witness failed; its own journal says why");
                }
            }
        };
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Lets the requests under way end, at most two seconds. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
