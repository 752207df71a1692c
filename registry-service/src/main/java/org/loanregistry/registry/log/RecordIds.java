package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Draws the ids of records: UUIDs of version 7 (RFC 9562, 5.7), 48 bits of Unix milliseconds and 74 random ones. Ids that
 * are drawn together lie together, in every index of the database and in the log, where a record is found by that.
 * Safe for many threads.
 */
@Singleton
public final class RecordIds {
    private static final int RANDOM_HIGH_BITS = 12;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final SecureRandom random;

    RecordIds(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id. A clock that goes back makes a record slower to find, nothing worse. */
    public UUID next() {
        long high = random.nextLong() >>> (Long.SIZE - RANDOM_HIGH_BITS);
        return new UUID(clock.millis() << Short.SIZE | VERSION_7 | high, random.nextLong() >>> 2 | VARIANT);
    }

    /** The first 48 bits of an id: of version 7, the millisecond it was drawn in. */
    static long moment(UUID id) {
        return id.getMostSignificantBits() >>> Short.SIZE;
    }
}
