package org.loanregistry.verifier;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Witness;
import org.loanregistry.transparency.note.CosignerKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The terms of a log; what is not given stays as it was agreed. */
final class TermsOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--witness",
            paramLabel = "BANK=VKEY|BANK=@FILE",
            description = "A bank's MSP id and its witness's key; in place of the one it had, if it had one.")
    private List<String> witnesses = List.of();

    @Option(names = "--without", paramLabel = "BANK", description = "This bank has no witness any more.")
    private List<String> without = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "K",
            description = "How many witnesses must cosign: 2k > n + f (default: the fewest that is enough).")
    private @Nullable Integer quorum;

    @Option(
            names = "--faults",
            paramLabel = "F",
            description = "How many witnesses may collude with the log (default: as agreed, at first 0).")
    private @Nullable Integer faults;

    @Option(
            names = "--max-staleness",
            paramLabel = "DURATION",
            converter = PeerOption.DurationConverter.class,
            description = "How old the newest head may be (default: as agreed, at first 24h).")
    private @Nullable Duration maxStaleness;

    @Option(
            names = "--min-interval",
            paramLabel = "DURATION",
            converter = PeerOption.DurationConverter.class,
            description = "The least time between two heads (default: as agreed, at first 0s).")
    private @Nullable Duration minInterval;

    /** Terms of a new log. */
    LogTerms terms() {
        return changed(new LogTerms(List.of(), 0, 0, Duration.ofHours(24).toSeconds(), 0));
    }

    /** The agreed terms with what was given in place of what they say. */
    LogTerms changed(LogTerms agreed) {
        Map<String, Witness> byBank = new TreeMap<>();
        agreed.witnesses().forEach(witness -> byBank.put(witness.bank(), witness));
        for (String bank : without) {
            if (byBank.remove(bank) == null) {
                throw new ParameterException(command.commandLine(), "--without: " + bank + " has no witness");
            }
        }
        witnesses.stream().map(this::witness).forEach(witness -> byBank.put(witness.bank(), witness));
        int n = byBank.size();
        int f = faults == null ? agreed.faults() : faults;
        return new LogTerms(
                List.copyOf(byBank.values()),
                quorum == null ? fewest(n, f) : quorum,
                f,
                maxStaleness == null ? agreed.maxStaleness() : maxStaleness.toSeconds(),
                minInterval == null ? agreed.minInterval() : minInterval.toSeconds());
    }

    private static int fewest(int n, int f) {
        return n == 0 ? 0 : (n + f) / 2 + 1;
    }

    private Witness witness(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ParameterException(command.commandLine(), "--witness: want BANK=VKEY or BANK=@FILE");
        }
        String key = TextOrFile.read(command, text.substring(equals + 1));
        return new Witness(text.substring(0, equals), CosignerKey.parse(key));
    }
}
