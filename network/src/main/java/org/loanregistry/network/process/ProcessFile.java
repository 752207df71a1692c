package org.loanregistry.network.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file of process ids, each with the time the process began, so that another process that got the same id later is
 * never mistaken for ours.
 */
public record ProcessFile(Path file) {
    /** Keeps these and forgets the others. */
    public void write(List<ProcessHandle> processes) throws IOException {
        List<String> lines = processes.stream()
                .map(process -> process.pid() + " " + startMillis(process))
                .toList();
        Files.write(file, lines);
    }

    /** Those of the file that still run. */
    public List<ProcessHandle> running() throws IOException {
        List<ProcessHandle> running = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                find(line).ifPresent(running::add);
            }
        }
        return running;
    }

    /** Asks each to stop, and after `patience` makes it; returns when all are gone. */
    public void stopAll(Duration patience) throws IOException, InterruptedException {
        for (ProcessHandle process : running()) {
            stop(process, patience);
        }
        Files.deleteIfExists(file);
    }

    private static void stop(ProcessHandle process, Duration patience) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static Optional<ProcessHandle> find(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(line.substring(0, blank));
            long start = Long.parseLong(line.substring(blank + 1));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(startMillis(process) - start) < 1_000);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
