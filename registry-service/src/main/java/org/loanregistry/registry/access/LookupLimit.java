package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.loanregistry.registry.error.TooBusy;

/** How often an organisation may look somebody up: whoever may have indexes made can try values. Counts in this process. */
@Singleton
final class LookupLimit {
    static final int MOST = 60;

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> recent = new HashMap<>();

    LookupLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one more. */
    synchronized void count(String organisation) {
        Deque<Instant> times = recent.computeIfAbsent(organisation, _ -> new ArrayDeque<>());
        Instant now = clock.instant();
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(WITHIN))) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            throw new TooBusy();
        }
        times.addLast(now);
    }
}
