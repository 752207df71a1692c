package org.loanregistry.network.fabric;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** What Fabric's commands printed, of several at once. */
final class ToolLog implements Consumer<String>, AutoCloseable {
    private final PrintWriter out;

    ToolLog(Path file) throws IOException {
        this.out = new PrintWriter(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true);
    }

    @Override
    public synchronized void accept(String line) {
        out.println(line);
    }

    @Override
    public void close() {
        out.close();
    }
}
