package org.loanregistry.network.fabric;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.loanregistry.network.process.ProcessFile;

/**
 * One process of the network, of whatever kind. It outlives the command that started it.
 *
 * @param name for example BankA-peer
 * @param command the program and its arguments
 * @param environment added to the command's own
 * @param folder where it runs, and where its process id is kept
 * @param log what it prints
 * @param operationsPort where it answers /healthz, or 0 for a contract server, which does not
 * @param ports its other TLS ports without client certificates
 */
record FabricNode(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        int operationsPort,
        List<Integer> ports) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** Starts it unless it runs. */
    void start() throws IOException {
        if (isRunning()) {
            return;
        }
        Files.createDirectories(folder);
        Files.createDirectories(log.toAbsolutePath().getParent());
        // In a session of its own, so that Ctrl-C and the end of a terminal do not reach it.
        List<String> line = new ArrayList<>(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        pids().write(List.of(builder.start().toHandle()));
    }

    private ProcessFile pids() {
        return new ProcessFile(folder.resolve("pid"));
    }

    boolean isRunning() throws IOException {
        return process().isPresent();
    }

    /** Its process, if it runs. */
    Optional<ProcessHandle> process() throws IOException {
        return pids().running().stream().findFirst();
    }

    /** Asks it to end; {@link #awaitEnd} waits for it. */
    void askToStop() throws IOException {
        process().ifPresent(ProcessHandle::destroy);
    }

    /** Returns when it is gone; after {@code patience} it is made to go. */
    void awaitEnd(Duration patience) throws IOException, InterruptedException {
        pids().stopAll(patience);
    }

    /** Ends it at once, as a power cut would (SIGKILL). */
    void kill() throws IOException, InterruptedException {
        process().ifPresent(ProcessHandle::destroyForcibly);
        pids().stopAll(Duration.ofSeconds(5));
    }

    /** Waits until it says that it is well; an end before that is an {@link IOException} with the end of its log. */
    void awaitWell(Health health, Duration limit) throws IOException, InterruptedException {
        Await.until(name + " is well,", limit, () -> {
            if (!isRunning()) {
                throw new IOException(name + " ended before it was well; its log " + log + " ends:\n" + endOfLog());
            }
            return health.complaint(operationsPort, ports);
        });
    }

    private String endOfLog() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 5), all.size()));
        }
    }
}
