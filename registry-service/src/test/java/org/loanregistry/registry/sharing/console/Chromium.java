package org.loanregistry.registry.sharing.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;

/** One page of a real Chromium, driven by its own DevTools protocol; no driver beside it. */
public final class Chromium implements AutoCloseable {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicLong count = new AtomicLong();
    private final Map<Long, CompletableFuture<Map<?, ?>>> answers = new ConcurrentHashMap<>();

    /** The browser that is installed. */
    public static Optional<Path> installed() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    public Chromium(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("loanreg-chromium");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--remote-debugging-address=127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--lang=en",
                        "--window-size=1200,900",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path portFile = profile.resolve("DevToolsActivePort");
        await(() -> Files.exists(portFile) && size(portFile) > 0);
        String port = Files.readAllLines(portFile).getFirst();
        var page = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        String address = String.valueOf(object(Json.parse(page.body())).get("webSocketDebuggerUrl"));
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Answers())
                .join();
        call("Page.enable", Map.of());
    }

    /** Opens an address and waits until the page is there. */
    public void open(URI address) {
        evaluate("globalThis.left = true");
        call("Page.navigate", Map.of("url", address.toString()));
        awaitPage();
    }

    /** Does what leads to another page, and waits until that is there. */
    public void leave(String script) {
        evaluate("globalThis.left = true; setTimeout(() => { " + script + " }, 0)");
        awaitPage();
    }

    private void awaitPage() {
        await(() -> Boolean.TRUE.equals(evaluate("!globalThis.left && document.readyState === 'complete'")));
    }

    /** Waits until an expression is true. */
    public void until(String expression) {
        await(() -> Boolean.TRUE.equals(evaluate(expression)));
    }

    /** The value of an expression: text, number, truth or nothing. */
    @Nullable
    public Object evaluate(String expression) {
        var answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.containsKey("exceptionDetails")) {
            return null;
        }
        return object(answer.get("result")).get("value");
    }

    public String text(String selector) {
        return String.valueOf(evaluate("document.querySelector('" + selector + "')?.textContent ?? ''"));
    }

    public void dark(boolean dark) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The window from now on, in CSS pixels. */
    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public void screenshot(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        var answer = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    private Map<?, ?> call(String method, Map<String, Object> parameters) {
        long id = count.incrementAndGet();
        var answer = new CompletableFuture<Map<?, ?>>();
        answers.put(id, answer);
        Map<String, Object> message = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(new String(Json.write(message), java.nio.charset.StandardCharsets.UTF_8), true)
                .join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static Map<?, ?> object(@Nullable Object tree) {
        return tree instanceof Map<?, ?> object ? object : Map.of();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the browser did not get there");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                // Events, which carry times as fractions, are none of our business.
                var message = text.indexOf("{\"id\":") == 0
                        ? object(Json.parse(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        : Map.<String, Object>of();
                text.setLength(0);
                if (message.get("id") instanceof Long id) {
                    var waiting = answers.remove(id);
                    if (waiting != null) {
                        waiting.complete(object(message.get("result")));
                    }
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
