package org.loanregistry.registry.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a bank's real witness and passes everything on, but loses or doubles what a test tells it to. */
final class LossyWitness implements AutoCloseable {
    final AtomicInteger requestsToLose = new AtomicInteger();
    final AtomicInteger answersToLose = new AtomicInteger();
    final AtomicInteger requestsToDouble = new AtomicInteger();

    final Assassin assassin = new Assassin();

    private final String real;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;

    LossyWitness(BankWitness real) {
        this.real = real.url();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::passOn);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static boolean takes(AtomicInteger count) {
        return count.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            assassin.tell("before " + exchange.getRequestURI().getPath());
            if (takes(requestsToLose)) {
                return;
            }
            if (takes(requestsToDouble)) {
                send(exchange, body);
            }
            var answer = send(exchange, body);
            assassin.tell("after " + exchange.getRequestURI().getPath());
            if (takes(answersToLose)) {
                return;
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(real + exchange.getRequestURI()))
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}
