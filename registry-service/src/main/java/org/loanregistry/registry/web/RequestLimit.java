package org.loanregistry.registry.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests each caller may send in a minute: so many at once, and then as many as the time that went by makes room
 * for. Counts in this process; a caller that kept still for a minute costs no memory. Safe for many threads.
 */
final class RequestLimit {
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final int most;
    private final InstantSource clock;
    /** When the caller will have all its room again. */
    private final Map<String, Instant> filled = new HashMap<>();

    private Instant forgetting = Instant.EPOCH;

    /** At most so many a minute; none are refused with 0. A negative number is an IllegalArgumentException. */
    RequestLimit(int most, InstantSource clock) {
        if (most < 0) {
            throw new IllegalArgumentException("want 0 or more requests a minute, got " + most);
        }
        this.most = most;
        this.clock = clock;
    }

    /** Counts a request: 0 if there is room for it; else it does not count, and there will be room in so many seconds. */
    synchronized long count(String caller) {
        if (most == 0) {
            return 0;
        }
        Instant now = clock.instant();
        forget(now);
        Instant before = filled.getOrDefault(caller, now);
        Instant after = (before.isAfter(now) ? before : now).plus(WITHIN.dividedBy(most));
        Duration over = Duration.between(now.plus(WITHIN), after);
        if (over.isPositive()) {
            return Math.max(1, over.plusMillis(999).toSeconds());
        }
        filled.put(caller, after);
        return 0;
    }

    /** Once a minute, whoever has all its room again. */
    private void forget(Instant now) {
        if (now.isBefore(forgetting)) {
            return;
        }
        filled.values().removeIf(full -> !full.isAfter(now));
        forgetting = now.plus(WITHIN);
    }
}
