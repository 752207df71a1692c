package org.loanregistry.verifier.witness;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.agreement.LogKeys;

/**
 * What a witness is told at start.
 *
 * @param home its state directory, for one witness only
 * @param name the name of its key, never to be changed
 * @param address where it listens; port 0 is a free one
 * @param pins logs with the keys that the bank pinned
 * @param ledger the bank's own peer, closed by the caller; without one only the pinned logs are cosigned, and the first
 *     head of each is believed
 * @param interval between two comparisons with the peer, at least 1 s
 */
public record WitnessSettings(
        Path home,
        String name,
        InetSocketAddress address,
        List<LogKeys> pins,
        @Nullable AnchorLedger ledger,
        Duration interval) {
    /** Refuses a witness that would know of no log, and an interval shorter than a second. */
    public WitnessSettings {
        pins = List.copyOf(pins);
        if (pins.isEmpty() && ledger == null) {
            throw new IllegalArgumentException("neither a peer nor a log is given: nothing to witness");
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("got interval " + interval + ", want at least 1 s");
        }
    }
}
