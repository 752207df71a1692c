package org.loanregistry.registry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.error.RegistryException;
import org.loanregistry.registry.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loanreg status}: exit status 0 if all is well, 1 if something is not, 2 if nobody answers. */
@Command(
        name = "status",
        description = {
            "What the running service says of its logs, on one screen: rates, lags, last anchors, witnesses, horizon.",
            "Exit status 0: healthy; 1: not, and the reasons are said; 2: the service does not answer."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int NO_ANSWER = 2;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--service", paramLabel = "URL", description = "default: ${DEFAULT-VALUE}")
    private URI service = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "over how long the rates are measured; 0: no rates (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--json", description = "one line of JSON instead")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (var http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            var asked = new StatusReading.Source(http, service);
            var before = asked.read();
            var now = before;
            if (seconds > 0) {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
                        .join();
                now = asked.read();
            }
            var report = new StatusReport(service, now, before, seconds);
            if (json) {
                out.println(new String(Json.write(report.tree()), StandardCharsets.UTF_8));
            } else {
                report.lines(InstantSource.system()).forEach(out::println);
            }
            out.flush();
            return now.isHealthy() ? 0 : 1;
        } catch (IOException | RegistryException e) {
            spec.commandLine().getErr().println("loanreg status: " + service + " does not answer as a registry: " + e);
            return NO_ANSWER;
        }
    }
}
