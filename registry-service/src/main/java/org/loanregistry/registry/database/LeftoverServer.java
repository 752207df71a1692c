package org.loanregistry.registry.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops the PostgreSQL that a service killed without warning left running on a data directory. */
final class LeftoverServer {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private LeftoverServer() {}

    /** Returns once no server runs on {@code data}; the caller holds the home's lock, so any that runs is a leftover. */
    static void stop(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        var process = lines.isEmpty()
                ? null
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElse(null);
        if (process == null || !runsOn(process, data)) {
            return;
        }
        // SIGINT: a fast shutdown, which does not wait for clients.
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start();
        try {
            process.onExit().get(WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping process " + process.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a PostgreSQL left running, process " + process.pid() + ", does not stop", e);
        }
    }

    /** A process id is reused after a reboot: only a postgres whose working directory is this one counts. */
    private static boolean runsOn(ProcessHandle process, Path data) throws IOException {
        var workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        return Files.isDirectory(workingDirectory) && Files.isSameFile(workingDirectory, data);
    }
}
