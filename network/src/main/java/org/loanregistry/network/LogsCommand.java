package org.loanregistry.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** `logs`: the last lines of every log. */
@Command(name = "logs", description = "Print the last lines of the network's and the contract servers' logs.")
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Option(names = "--lines", description = "How many lines of each (default ${DEFAULT-VALUE}).", defaultValue = "20")
    private int lines;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Output.of(spec);
        Path folder = homeOption.home().logs();
        if (!Files.isDirectory(folder)) {
            Output.line(out, "no logs in " + folder);
            return 1;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                List<String> all = Files.readAllLines(file);
                Output.line(out, "== " + file);
                all.subList(Math.max(0, all.size() - lines), all.size()).forEach(line -> Output.line(out, line));
            }
        }
        return 0;
    }
}
