package org.loanregistry.benchmarks.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.loanregistry.benchmarks.Figures;
import org.loanregistry.benchmarks.LeafCount;
import org.loanregistry.transparency.tile.HeadProofs;
import org.loanregistry.transparency.tile.NodeCache;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.ProofCheck;
import org.loanregistry.transparency.tree.TreeHash;
import org.loanregistry.verifier.VerifierMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Inclusion proofs of random leaves of a log in files, made with and without the cache of inner nodes, and verified. */
@Command(
        name = "verify",
        description = {
            "Inclusion proofs made from a large log, and verified: proofs_per_s, verify_per_s (one core).",
            "A lender's whole feed in a folder, by the bank's own verifier, commitments and all: feed_records_per_s."
        },
        mixinStandardHelpOptions = true)
public final class VerifyBench implements Callable<Integer> {
    private static final int KEPT_PROOFS = 4096;

    @Option(names = "--leaves", defaultValue = "1M", description = "Leaves of the log (default: ${DEFAULT-VALUE}).")
    private LeafCount leaves = new LeafCount(1_000_000);

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds, the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--cache-tiles",
            defaultValue = "40000",
            description = "Tiles whose inner nodes are kept, 16 KiB each (default: ${DEFAULT-VALUE}).")
    private int cacheTiles = 40_000;

    @Option(
            names = "--slice",
            defaultValue = "PT1S",
            description = "Time of each measurement (default: ${DEFAULT-VALUE}).")
    private Duration slice = Duration.ofSeconds(1);

    @Option(
            names = "--feed",
            defaultValue = "100k",
            description = "Records of the feed, some 8 KB each in the temporary folder (default: ${DEFAULT-VALUE}).")
    private LeafCount feed = new LeafCount(100_000);

    @Option(names = "--feed-only", description = "Measure the feed alone.")
    private boolean feedOnly;

    @Override
    public Integer call() throws Exception {
        var figures = new Figures("verify", System.out);
        figures.fact("leaves", leaves.value());
        figures.fact("rounds", rounds);
        figures.fact("cache_tiles", cacheTiles);
        figures.fact("feed_records", feed.value());
        if (!feedOnly) {
            measureProofs(figures);
        }
        measureFeed(figures);
        figures.finish();
        return 0;
    }

    private void measureProofs(Figures figures) throws Exception {
        try (var tiles = new TileFile()) {
            var root = build(tiles);
            var cached = new HeadProofs(leaves.value(), tiles, new NodeCache(cacheTiles));
            var plain = new TileProofs(tiles);
            warmUp(cached);
            for (int round = 0; round < rounds; round++) {
                figures.round("proofs_per_s", perSecond(cached::inclusion));
                figures.round("uncached_proofs_per_s", perSecond(index -> plain.inclusion(index, leaves.value())));
                figures.round("verify_per_s", verified(proofs(cached, round), root));
            }
        }
    }

    /** As a bank runs it, the first round by a verifier that is still cold. */
    private void measureFeed(Figures figures) throws IOException {
        try (var generated = GeneratedFeed.of(feed.value())) {
            for (int round = 0; round < rounds; round++) {
                long begun = System.nanoTime();
                long cpu = processCpuNanos();
                int status = VerifierMain.commandLine(InstantSource.system())
                        .execute(
                                "verify",
                                generated.folder().toString(),
                                "--vkey",
                                generated.vkey().toText());
                if (status != 0) {
                    throw new IllegalStateException("the verifier ended with " + status);
                }
                figures.round("feed_records_per_s", feed.value() * 1e9 / (System.nanoTime() - begun));
                figures.round("feed_cpu_us", (processCpuNanos() - cpu) / 1e3 / feed.value());
            }
        }
    }

    /** Of all threads, garbage collection and compilers included: what a record costs where others work on the machine too. */
    private static long processCpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private Hash build(TileFile tiles) throws IOException {
        var tree = TileAppender.empty();
        for (long index = 0; index < leaves.value(); index++) {
            tree.append(leaf(index));
            if (index % 65_536 == 65_535) {
                tiles.add(tree.takeFullTiles());
            }
        }
        tiles.add(tree.takeFullTiles());
        tiles.end(tree.edgeTiles());
        return tree.root();
    }

    private static Hash leaf(long index) {
        return TreeHash.leaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    /** A service that has run for a while has the tiles of most leaves that are asked for. */
    private void warmUp(HeadProofs cached) {
        for (long index = 0; index < leaves.value(); index += 256) {
            cached.inclusion(index);
        }
    }

    /** All processors together, each thread on random leaves. */
    private double perSecond(LongFunction<InclusionProof> proof) throws InterruptedException, ExecutionException {
        var threads = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                var random = new SplittableRandom(thread);
                rates.add(pool.submit(() -> rate(() ->
                        proof.apply(random.nextLong(leaves.value())).path().size())));
            }
            double sum = 0;
            for (var rate : rates) {
                sum += rate.get();
            }
            return sum;
        }
    }

    /** Calls for a slice of time; {@code call} gives something above 0, so that none is optimised away. */
    private double rate(Callable<Integer> call) throws Exception {
        long begun = System.nanoTime();
        long calls = 0;
        long sum = 0;
        while (System.nanoTime() - begun < slice.toNanos()) {
            for (int i = 0; i < 64; i++) {
                sum += call.call();
            }
            calls += 64;
        }
        if (sum < calls) {
            throw new IllegalStateException("a proof of nothing");
        }
        return calls * 1e9 / (System.nanoTime() - begun);
    }

    private List<InclusionProof> proofs(HeadProofs cached, int round) {
        RandomGenerator random = new SplittableRandom(1_000L + round);
        List<InclusionProof> proofs = new ArrayList<>(KEPT_PROOFS);
        for (int i = 0; i < KEPT_PROOFS; i++) {
            proofs.add(cached.inclusion(random.nextLong(leaves.value())));
        }
        return proofs;
    }

    /** One thread, leaf hash included. */
    private double verified(List<InclusionProof> proofs, Hash root) throws Exception {
        int[] next = {0};
        return rate(() -> {
            var proof = proofs.get(next[0]++ % proofs.size());
            return switch (proof.check(leaf(proof.leafIndex()), root)) {
                case ProofCheck.Valid _ -> 1;
                case ProofCheck.Invalid(String reason) -> throw new IllegalStateException(reason);
            };
        });
    }
}
