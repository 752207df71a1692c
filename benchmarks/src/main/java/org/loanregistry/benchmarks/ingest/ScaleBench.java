package org.loanregistry.benchmarks.ingest;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.loanregistry.benchmarks.Figures;
import org.loanregistry.benchmarks.LeafCount;
import org.loanregistry.registry.loan.RepaymentIntake;
import org.loanregistry.registry.loan.RepaymentTerms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs a registry that holds many already, over what it costs one that holds few: two registries, each with a
 * PostgreSQL of its own, filled in bulk to their sizes and then loaded in turn in each round, so that both see the same
 * minutes of the machine.
 */
@Command(
        name = "scale",
        description = "The cost of an event in a large registry over that in a small one, in the same minutes.",
        mixinStandardHelpOptions = true)
public final class ScaleBench implements Callable<Integer> {
    private static final int BATCH = 5_000;
    private static final int PROGRESS = 500_000;

    @Option(
            names = "--large",
            defaultValue = "10M",
            description = "Events that the large registry holds before it is measured (default: ${DEFAULT-VALUE}).")
    private LeafCount large = new LeafCount(10_000_000);

    @Option(
            names = "--small",
            defaultValue = "100k",
            description = "Events that the small one holds (default: ${DEFAULT-VALUE}).")
    private LeafCount small = new LeafCount(100_000);

    @Option(
            names = "--events",
            defaultValue = "50000",
            description = "Events a round and registry (default: ${DEFAULT-VALUE}).")
    private int events = 50_000;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds, the median counts; one more warms up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    /** A registry and what it was filled with. */
    private record Filled(RunningRegistry registry, Portfolio portfolio, int held) {

        /** Loads repayments in bulk, one loader, and gives the seconds that it took. */
        double load(String round, int count) {
            var intake = registry.bean(RepaymentIntake.class);
            List<RepaymentTerms> repayments = portfolio.repayments(round, count);
            long begun = System.nanoTime();
            for (int from = 0; from < count; from += BATCH) {
                var part = repayments.subList(from, Math.min(count, from + BATCH));
                if (intake.load(RunningRegistry.OPERATOR, part) != part.size()) {
                    throw new IllegalStateException("not all were recorded");
                }
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    @Override
    public Integer call() throws Exception {
        try (var first = new RunningRegistry(Files.createTempDirectory("loanreg-bench"));
                var second = new RunningRegistry(Files.createTempDirectory("loanreg-bench"))) {
            var few = fill(first, small.value());
            var many = fill(second, large.value());
            var figures = new Figures("scale", System.out);
            figures.fact("small", few.held());
            figures.fact("large", many.held());
            figures.fact("events", events);
            figures.fact("rounds", rounds);
            System.out.println("warming up …");
            few.load("W", events);
            many.load("W", events);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round);
                // In turn first and second, for the checkpoint of one may fall into the other's time.
                boolean largeFirst = round % 2 == 0;
                double manySeconds = largeFirst ? many.load("R" + round, events) : 0;
                double fewSeconds = few.load("R" + round, events);
                manySeconds = largeFirst ? manySeconds : many.load("R" + round, events);
                figures.round("small_per_s", events / fewSeconds);
                figures.round("large_per_s", events / manySeconds);
                figures.round("cost_ratio", manySeconds / fewSeconds);
            }
            if (large.value() == 10_000_000) {
                figures.round("cost_ratio_10m", figures.median("cost_ratio"));
            }
            figures.round(
                    "large_gib", second.number("select pg_database_size(current_database())") / (double) (1L << 30));
            figures.finish();
        }
        return 0;
    }

    /** As many contracts as an event each fifty, for a loan has its instalments. */
    private static Filled fill(RunningRegistry registry, int count) throws Exception {
        var portfolio = new Portfolio(Math.clamp(count / 50, 1_000, 20_000));
        try (var http = new HttpLoad(registry)) {
            portfolio.record(http);
        }
        registry.awaitIntegrated();
        var filled = new Filled(registry, portfolio, count);
        for (int from = 0; from < count; from += PROGRESS) {
            int part = Math.min(PROGRESS, count - from);
            double seconds = filled.load("F" + from / PROGRESS, part);
            System.out.printf("  %,d of %,d events, %,.0f a second%n", from + part, count, part / seconds);
        }
        registry.execute("analyze");
        return filled;
    }
}
