package org.loanregistry.benchmarks.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests over TLS with a token, as a lender's system sends them. */
final class HttpLoad implements AutoCloseable {
    private final HttpClient http;
    private final URI address;
    private final String token;

    HttpLoad(RunningRegistry registry) throws GeneralSecurityException, IOException {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(registry.tls().clientContext())
                .build();
        this.address = registry.address();
        this.token = registry.token();
    }

    void post(String path, String body) throws IOException, InterruptedException {
        post(path, token, "application/json", HttpRequest.BodyPublishers.ofString(body));
    }

    /** The answer to a body of that media type, sent with that token; one that is no success is an IllegalStateException. */
    String post(String path, String bearer, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", type)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body)
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Posts the bodies by so many clients and gives the milliseconds that each took, sorted. */
    List<Double> postAll(String path, List<String> bodies, int clients) throws Exception {
        var next = new AtomicInteger();
        var times = new ConcurrentLinkedQueue<Double>();
        Clients.run(clients, _ -> {
            for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                long begun = System.nanoTime();
                post(path, bodies.get(i));
                times.add((System.nanoTime() - begun) / 1e6);
            }
        });
        return times.stream().sorted().toList();
    }

    @Override
    public void close() {
        http.close();
    }
}
