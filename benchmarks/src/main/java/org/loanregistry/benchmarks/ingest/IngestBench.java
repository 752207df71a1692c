package org.loanregistry.benchmarks.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.loanregistry.benchmarks.Figures;
import org.loanregistry.registry.loan.RepaymentIntake;
import org.loanregistry.registry.loan.RepaymentTerms;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogWriter;
import org.loanregistry.registry.log.NewLeaf;
import org.loanregistry.registry.web.RepeatableRequests;
import org.loanregistry.registry.web.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The write path, way by way, and what it is compared with, in turn in each round. */
@Command(
        name = "ingest",
        description = "Repayments recorded, committed and integrated, against plain COPY and INSERT of the same rows.",
        mixinStandardHelpOptions = true)
public final class IngestBench implements Callable<Integer> {
    private static final int MICRO_BATCH = 500;
    private static final int LOADERS = 2;

    @Option(
            names = "--events",
            defaultValue = "20000",
            description = "Events a way and round (default: ${DEFAULT-VALUE}).")
    private int events = 20_000;

    @Option(
            names = "--single-events",
            defaultValue = "8000",
            description = "Single requests a round (default: ${DEFAULT-VALUE}).")
    private int singles = 8_000;

    @Option(
            names = "--batch",
            defaultValue = "5000",
            description = "Events a commit of bulk and COPY (default: ${DEFAULT-VALUE}).")
    private int batch = 5_000;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds, the median counts; one more warms up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--clients",
            defaultValue = "64",
            description = "Clients of single requests (default: ${DEFAULT-VALUE}).")
    private int clients = 64;

    @Option(
            names = "--contracts",
            defaultValue = "2000",
            description = "Contracts paid on (default: ${DEFAULT-VALUE}).")
    private int contracts = 2_000;

    @Option(names = "--bulk-only", description = "Bulk and COPY only, for a quick comparison of the two.")
    private boolean bulkOnly;

    @Override
    public Integer call() throws Exception {
        var home = Files.createTempDirectory("loanreg-bench");
        try (var registry = new RunningRegistry(home);
                var http = new HttpLoad(registry)) {
            var portfolio = new Portfolio(contracts);
            portfolio.record(http);
            registry.awaitIntegrated();
            var plain = new PlainTable(registry);
            var round = new Round(registry, http, portfolio, plain);
            System.out.println("warming up …");
            round.run("W", new Figures("warm-up", System.out));
            var figures = new Figures("ingest", System.out);
            figures.fact("events", events);
            figures.fact("batch", batch);
            figures.fact("rounds", rounds);
            figures.fact("clients", clients);
            for (int i = 1; i <= rounds; i++) {
                System.out.println("round " + i);
                round.run("R" + i, figures);
            }
            figures.round("bytes_per_event", bytesPerEvent(registry));
            figures.round("outbox_bytes_per_event", outboxBytesPerEvent(registry));
            figures.finish();
        }
        return 0;
    }

    /** Tiles, entries, feeds and their indexes, over the leaves; of the bundles what is more than the leaf itself. */
    private static double bytesPerEvent(RunningRegistry registry) throws SQLException {
        long size = registry.number("select size from tree_state where log_id = 1");
        long bytes = registry.number(
                "select sum(pg_total_relation_size(t::regclass)) from unnest(array['tile', 'tile_edge',"
                        + " 'entry_bundle', 'entry_bundle_edge', 'feed_block', 'feed_state', 'feed_heads', 'checkpoint']) t");
        return bytes / (double) size - NewLeaf.LEAF_BYTES;
    }

    /** What a leaf costs that has waited in the outbox, on top. */
    private static double outboxBytesPerEvent(RunningRegistry registry) throws SQLException {
        return registry.number("select pg_total_relation_size('leaf')")
                / (double) registry.number("select count(*) from leaf");
    }

    /** One round of every way. */
    private final class Round {
        private final RunningRegistry registry;
        private final HttpLoad http;
        private final Portfolio portfolio;
        private final PlainTable plain;
        private final RepaymentIntake intake;

        Round(RunningRegistry registry, HttpLoad http, Portfolio portfolio, PlainTable plain) {
            this.registry = registry;
            this.http = http;
            this.portfolio = portfolio;
            this.plain = plain;
            this.intake = registry.bean(RepaymentIntake.class);
        }

        void run(String name, Figures figures) throws Exception {
            double direct = direct(portfolio.repayments(name + "D", events));
            var tuples = plain.tuples(name + "D");
            double copy = Clients.rate(events, () -> plain.copy(tuples, batch));
            double copyByTwo = Clients.rate(events, () -> copyByTwo(tuples));
            figures.round("copy_per_s", copy);
            figures.round("copy_by_two_per_s", copyByTwo);
            figures.round("direct_per_s", direct);
            figures.round("direct_vs_copy", direct / copy);
            figures.round("direct_vs_copy_by_two", direct / copyByTwo);
            if (!bulkOnly) {
                others(name, tuples, copy, figures);
            }
        }

        private void others(String name, List<byte[]> tuples, double copy, Figures figures) throws Exception {
            double leafOnly = leafOnly(tuples);
            double outbox = outbox(portfolio.repayments(name + "O", events));
            double single = single(portfolio.repayments(name + "S", singles));
            var texts = plain.texts(name + "S");
            double insert = Clients.rate(singles, () -> plain.insert(texts, clients));
            var bodies = portfolio.bodies(name + "H", singles);
            List<Double> times = new ArrayList<>();
            double httpRate =
                    Clients.rate(singles, () -> times.addAll(http.postAll("/api/v1/repayments", bodies, clients)));
            figures.round("direct_leaf_only_per_s", leafOnly);
            figures.round("direct_leaf_only_vs_copy", leafOnly / copy);
            figures.round("outbox_per_s", outbox);
            figures.round("outbox_vs_copy", outbox / copy);
            figures.round("insert_per_s", insert);
            figures.round("single_per_s", single);
            figures.round("single_vs_insert", single / insert);
            figures.round("http_per_s", httpRate);
            figures.round("http_p99_ms", times.get((int) (times.size() * 0.99)));
        }

        /** Bulk: two loaders, each transaction integrated when it is committed. */
        private double direct(List<RepaymentTerms> repayments) throws Exception {
            long queued = registry.number("select count(*) from leaf");
            double rate = Clients.rate(events, () -> load(repayments, batch));
            if (registry.number("select count(*) from leaf") != queued) {
                throw new IllegalStateException("a bulk batch went by the outbox");
            }
            return rate;
        }

        /** Micro-batches, until the sequencer has integrated the last. */
        private double outbox(List<RepaymentTerms> repayments) throws Exception {
            return Clients.rate(events, () -> {
                load(repayments, MICRO_BATCH);
                registry.awaitIntegrated();
            });
        }

        /** COPY on as many connections as bulk has loaders, for comparison. */
        private void copyByTwo(List<byte[]> tuples) throws Exception {
            int middle = tuples.size() / LOADERS;
            Clients.run(
                    LOADERS,
                    half -> plain.copy(
                            half == 0 ? tuples.subList(0, middle) : tuples.subList(middle, tuples.size()), batch));
        }

        /** Each loader has contracts of its own, as who loads a portfolio would: on the same ones they would queue. */
        private void load(List<RepaymentTerms> repayments, int size) throws Exception {
            var parts = Portfolio.byContract(repayments, LOADERS);
            Clients.run(LOADERS, loader -> {
                var own = parts.get(loader);
                for (int from = 0; from < own.size(); from += size) {
                    var part = own.subList(from, Math.min(own.size(), from + size));
                    if (intake.load(RunningRegistry.OPERATOR, part) != part.size()) {
                        throw new IllegalStateException("not all were recorded");
                    }
                }
            });
        }

        /** The rows as they are, with ready-made leaves: what the tree alone costs. */
        private double leafOnly(List<byte[]> tuples) throws Exception {
            var random = new SplittableRandom(tuples.hashCode());
            List<NewLeaf> leaves = new ArrayList<>();
            for (int i = 0; i < tuples.size(); i++) {
                var data = new byte[NewLeaf.LEAF_BYTES];
                random.nextBytes(data);
                leaves.add(new NewLeaf(new UUID(random.nextLong(), random.nextLong()), data, Set.of("bank-a")));
            }
            var writer = registry.bean(LogWriter.class);
            return Clients.rate(tuples.size(), () -> {
                for (int from = 0; from < tuples.size(); from += batch) {
                    int begin = from;
                    int end = Math.min(tuples.size(), from + batch);
                    writer.write(LogName.RECORDS, batch, (tx, sink) -> {
                        tx.dsl()
                                .connection(connection ->
                                        PlainTable.copy(connection, "plain_with_leaves", tuples.subList(begin, end)));
                        sink.append(leaves.subList(begin, end));
                        return 0;
                    });
                }
            });
        }

        /** Requests of one repayment each at the store: everything but HTTP. */
        private double single(List<RepaymentTerms> repayments) throws Exception {
            var requests = registry.bean(RepeatableRequests.class);
            var next = new AtomicInteger();
            return Clients.rate(
                    repayments.size(),
                    () -> Clients.run(clients, _ -> {
                        for (int i = next.getAndIncrement(); i < repayments.size(); i = next.getAndIncrement()) {
                            var key = repayments.get(i).number();
                            var asked = requests.asked(
                                    RunningRegistry.OPERATOR, key, "bench", key.getBytes(StandardCharsets.US_ASCII));
                            if (!(intake.one(asked, repayments.get(i)) instanceof Reply.Given)) {
                                throw new IllegalStateException("a single request failed");
                            }
                        }
                    }));
        }
    }
}
