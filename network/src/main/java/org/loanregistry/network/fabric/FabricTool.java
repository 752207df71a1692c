package org.loanregistry.network.fabric;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs one of Fabric's commands to its end. */
final class FabricTool {
    private static final int LINES_SHOWN = 8;

    private FabricTool() {}

    /**
     * Runs it, hands on every line that it prints, and throws {@link IOException} with the last lines if its exit status is
     * not 0 or it takes longer than {@code limit}.
     */
    static void run(
            Path program, Map<String, String> environment, Duration limit, Consumer<String> lines, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        Deque<String> last = new ArrayDeque<>();
        Thread reader = Thread.ofVirtual().start(() -> read(process, lines, last));
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
        if (!ended || process.exitValue() != 0) {
            String what = ended ? "ended with exit status " + process.exitValue() : "did not end within " + limit;
            throw new IOException(program.getFileName() + " " + String.join(" ", arguments) + " " + what
                    + "; it says:\n" + String.join("\n", last));
        }
    }

    private static void read(Process process, Consumer<String> lines, Deque<String> last) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
                last.addLast(line);
                if (last.size() > LINES_SHOWN) {
                    last.removeFirst();
                }
            }
        } catch (IOException e) {
            last.addLast("(its output ended: " + e.getMessage() + ")");
        }
    }
}
