package org.loanregistry.network.fabric;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Whether a node is well, asked of the node itself over TLS. */
final class Health {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http;
    private final SSLContext tls;

    Health(SSLContext tls) {
        this.tls = tls;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_LIMIT)
                .build();
    }

    /** What is wrong with a node whose operations port (0: it has none) and other TLS ports these are; empty if nothing. */
    Optional<String> complaint(int operations, List<Integer> ports) throws InterruptedException {
        if (operations != 0) {
            Optional<String> complaint = healthz(operations);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return ports.stream().flatMap(port -> handshake(port).stream()).findFirst();
    }

    private Optional<String> healthz(int port) throws InterruptedException {
        try {
            HttpResponse<String> answer = get(port, "/healthz");
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("/healthz answers " + answer.statusCode() + " "
                            + answer.body().strip());
        } catch (IOException e) {
            return Optional.of("/healthz on port " + port + ": " + said(e));
        }
    }

    /** A metric's value, or empty if the node does not answer or has none of that name. */
    Optional<String> metric(int operations, String name) throws InterruptedException {
        try {
            return get(operations, "/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(ANSWER_LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Optional<String> handshake(int port) {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
            socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ANSWER_LIMIT.toMillis());
            socket.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("port " + port + ": " + said(e));
        }
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
