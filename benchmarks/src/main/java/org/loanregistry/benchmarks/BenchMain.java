package org.loanregistry.benchmarks;

import org.loanregistry.benchmarks.ingest.IngestBench;
import org.loanregistry.benchmarks.ingest.ReconcileBench;
import org.loanregistry.benchmarks.ingest.ScaleBench;
import org.loanregistry.benchmarks.privacy.PrivacyBench;
import org.loanregistry.benchmarks.verify.VerifyBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./loanreg bench}: measures, each comparison in the same run as what it is compared with. */
@Command(
        name = "bench",
        description = "Measures; comparisons are interleaved in the same run. Ends with one line of JSON.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyBench.class, IngestBench.class, PrivacyBench.class, ReconcileBench.class, ScaleBench.class
        })
public final class BenchMain {
    private BenchMain() {}

    /** Runs one benchmark and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The benchmarks as picocli knows them. */
    public static CommandLine commandLine() {
        return new CommandLine(new BenchMain()).registerConverter(LeafCount.class, LeafCount::parse);
    }
}
