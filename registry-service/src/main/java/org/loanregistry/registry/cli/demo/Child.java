package org.loanregistry.registry.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the demo: the network, the service, a bank's verifier. Its standard error goes to a log file. */
final class Child implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LOG_LINES_SHOWN = 15;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader output;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child start(String name, Path log, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Child(name, log, builder.start());
        } catch (IOException e) {
            throw new DemoFailedException(name + " did not start", e);
        }
    }

    /**
     * Reads standard output up to the line that begins with {@code prefix} and returns it.
     *
     * @throws DemoFailedException with the end of the log if the process ends before
     */
    String awaitLine(String prefix) {
        return linesUntil(prefix).getLast();
    }

    /** As {@link #awaitLine}, with all lines before it. */
    List<String> linesUntil(String prefix) {
        var lines = new ArrayList<String>();
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(prefix)) {
                    return lines;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new DemoFailedException(name + " ended with status " + exitStatus() + " before it was ready; its log "
                + log + " ends:\n" + endOfLog());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Every line of standard output until the process ends. */
    List<String> remainingLines() {
        var lines = new ArrayList<String>();
        eachLine(lines::add);
        return lines;
    }

    /** Hands on every line of standard output as it comes, until the process ends: for outputs too long to keep. */
    void eachLine(Consumer<String> line) {
        output.lines().forEach(line);
    }

    /** Waits for the end and returns the exit status. */
    int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException(name + ": interrupted", e);
        }
    }

    /** The last lines of standard error. */
    String endOfLog() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    /** Ends it at once, as a power cut would (SIGKILL), with all that it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitStatus();
    }

    /** Asks the process to stop and waits; kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
