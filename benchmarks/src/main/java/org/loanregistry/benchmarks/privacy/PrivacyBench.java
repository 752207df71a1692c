package org.loanregistry.benchmarks.privacy;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.loanregistry.benchmarks.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Envelopes, keys, tokens, masks and the access decision, each beside what it is compared with. */
@Command(
        name = "privacy",
        description = "Sealing against plain JCE, Tink and Bouncy Castle; masks and access decisions. One core.",
        mixinStandardHelpOptions = true)
public final class PrivacyBench implements Callable<Integer> {
    @Option(
            names = "--rounds",
            defaultValue = "21",
            description = "Rounds, the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 21;

    @Option(
            names = "--slice",
            defaultValue = "PT0.02S",
            description = "CPU time of each measurement (default: ${DEFAULT-VALUE}).")
    private Duration slice = Duration.ofMillis(20);

    @Option(
            names = "--warm-up",
            defaultValue = "PT0.6S",
            description = "CPU time of each operation before, twice (default: ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofMillis(600);

    @Override
    public Integer call() throws Exception {
        var figures = new Figures("privacy", System.out);
        figures.fact("rounds", rounds);
        var slices = new Slices(slice, warmUp);
        try (var keys = new BenchKeys()) {
            for (int size : Size.ALL) {
                new Envelopes(keys, size).addTo(slices);
                new NewBorrower(keys, size).addTo(slices);
                new GmEnvelopes(keys, size).addTo(slices);
            }
            Tokens.addTo(slices);
            Masks.addTo(slices);
            new Decisions().addTo(slices);
            slices.run(rounds);
        }
        slices.print(System.out);
        report(figures, slices);
        figures.finish();
        return 0;
    }

    private static void report(Figures figures, Slices slices) {
        figures.round("envelope_encrypt_vs_jce", Size.worst(slices, "seal", "jce_seal"));
        figures.round("envelope_encrypt_vs_jce_pooled_iv", Size.worst(slices, "seal", "jce_seal_pooled_iv"));
        figures.round("envelope_encrypt_vs_tink", Size.worst(slices, "seal", "tink_seal"));
        figures.round("envelope_decrypt_vs_jce", Size.worst(slices, "open", "jce_open"));
        figures.round("envelope_decrypt_vs_tink", Size.worst(slices, "open", "tink_open"));
        figures.round("new_borrower_vs_tink_kms", Size.worst(slices, "new_borrower", "tink_kms"));
        figures.round("gm_vs_bc", Size.worst(slices, "gm_seal", "bc_sm4_seal"));
        figures.round("ff1_vs_bc", Tokens.timesAsFast(slices));
        figures.round("masks_per_s", Masks.perSecond(slices));
        figures.round("slowest_mask_per_s", Masks.slowestPerSecond(slices));
        figures.round("decision_us", slices.nanos(Decisions.NAME) / 1000);
    }
}
