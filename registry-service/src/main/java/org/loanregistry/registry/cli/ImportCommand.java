package org.loanregistry.registry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.portfolio.Portfolio;
import org.loanregistry.registry.portfolio.PortfolioImport;
import org.loanregistry.registry.portfolio.Reconciliation;
import org.loanregistry.registry.portfolio.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loanreg import DIR}: exit status 0 if every row is recorded, 1 if some were refused, 2 on failure. */
@Command(
        name = "import",
        description = "Imports a portfolio directory (docs/portfolio-format.md) into a running service.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the directory with contracts.csv")
    private Path directory = Path.of(".");

    @Option(names = "--service", paramLabel = "URL", description = "default: ${DEFAULT-VALUE}")
    private URI service = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token",
            paramLabel = "T|@FILE",
            defaultValue = "@${env:LOANREG_HOME:-.loanreg}/tokens.json",
            description = "bearer token, or a file with it; of a tokens.json the operator's. Default: ${DEFAULT-VALUE}")
    private String token = "@.loanreg/tokens.json";

    @Option(
            names = "--refused",
            paramLabel = "FILE",
            description = "where refused rows are written, if there are any; default: ${DEFAULT-VALUE}")
    private Path refusedFile = Path.of("refused.csv");

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Portfolio portfolio = Portfolio.read(directory);
            Reconciliation result = new PortfolioImport(service, bearer(), new Bar()).run(portfolio);
            result.toLines().forEach(out::println);
            List<Refusal> refusals = result.refusals();
            if (!refusals.isEmpty()) {
                report(out, refusals);
            }
            out.flush();
            return refusals.isEmpty() && result.addsUp() ? 0 : result.addsUp() ? 1 : 2;
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
            spec.commandLine().getErr().println("import failed: " + e.getMessage());
            return 2;
        }
    }

    private void report(PrintWriter out, List<Refusal> refusals) throws IOException {
        refusals.stream()
                .limit(SHOWN)
                .forEach(one -> out.println(one.file() + ":" + one.line() + " " + one.field() + " " + one.rule()));
        try (var printer =
                new CSVPrinter(Files.newBufferedWriter(refusedFile, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
            printer.printRecord("file", "line", "field", "rule");
            for (Refusal one : refusals) {
                printer.printRecord(one.file(), one.line(), one.field(), one.rule());
            }
        }
        out.println(refusals.size() + " reasons for refusal, all in " + refusedFile);
    }

    /** The token itself, or what the file behind the @ holds. */
    private String bearer() throws IOException {
        if (!token.startsWith("@")) {
            return token;
        }
        byte[] text = Files.readAllBytes(Path.of(token.substring(1)));
        if (text.length == 0 || text[0] != '{') {
            return new String(text, StandardCharsets.UTF_8).strip();
        }
        List<String> operators = new ArrayList<>();
        if (Json.parse(text) instanceof Map<?, ?> members && members.get("users") instanceof List<?> users) {
            for (Object user : users) {
                if (user instanceof Map<?, ?> one && "OPERATOR".equals(one.get("role"))) {
                    operators.add(String.valueOf(one.get("token")));
                }
            }
        }
        if (operators.isEmpty()) {
            throw new IOException(token.substring(1) + " holds no operator's token");
        }
        return operators.getFirst();
    }

    /** A bar on standard error. */
    private static final class Bar implements PortfolioImport.Progress {
        private @Nullable ProgressBar bar;

        @Override
        public synchronized void start(String kind, int items) {
            bar = new ProgressBarBuilder()
                    .setTaskName(kind)
                    .setInitialMax(items)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }

        @Override
        public synchronized void step(int items) {
            if (bar != null) {
                bar.stepBy(items);
            }
        }

        @Override
        public synchronized void end() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
