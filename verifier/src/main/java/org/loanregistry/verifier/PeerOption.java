package org.loanregistry.verifier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --peer} and {@code --max-age}: the bank's own peer, and how old its newest head may be. */
final class PeerOption {
    @Option(
            names = "--peer",
            paramLabel = "PROFILE",
            description = "Properties of the bank's own peer: address, mspId, tlsCaFile, certFile, keyFile, channel,"
                    + " chaincode.")
    private @Nullable Path profile;

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = DurationConverter.class,
            description = "With --peer: how old the peer's newest head may be, as 90s, 30m, 24h or 7d (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration maxAge = Duration.ofHours(24);

    /** Whether a peer was named. */
    boolean isGiven() {
        return profile != null;
    }

    /** How old the peer's newest head may be. */
    Duration maxAge() {
        return maxAge;
    }

    /** A client of the peer named. */
    AnchorLedger connect() {
        if (profile == null) {
            throw new IllegalStateException("no --peer was given");
        }
        return AnchorLedger.connect(LedgerProfile.load(profile));
    }

    /** {@code 90s}, {@code 30m}, {@code 24h}, {@code 7d}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            try {
                return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no duration, as 90s, 30m, 24h or 7d");
            }
        }
    }
}
