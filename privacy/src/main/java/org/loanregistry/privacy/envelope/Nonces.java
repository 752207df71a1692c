package org.loanregistry.privacy.envelope;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random bytes for nonces, drawn many at once a thread: a call of SecureRandom costs as much as sealing a name. A machine
 * restored from a snapshot of its memory would repeat them; such a restore must restart the process.
 */
final class Nonces {
    private static final int POOL_BYTES = 3_072;

    private final SecureRandom random;
    private final ThreadLocal<Pool> pools = ThreadLocal.withInitial(Pool::new);

    Nonces(SecureRandom random) {
        this.random = random;
    }

    /** Fills {@code length} bytes (at most 64) of {@code target}; no byte of the pool is used twice. */
    void next(byte[] target, int offset, int length) {
        Pool pool = pools.get();
        if (pool.at + length > POOL_BYTES) {
            random.nextBytes(pool.bytes);
            pool.at = 0;
        }
        System.arraycopy(pool.bytes, pool.at, target, offset, length);
        Arrays.fill(pool.bytes, pool.at, pool.at + length, (byte) 0);
        pool.at += length;
    }

    private static final class Pool {
        final byte[] bytes = new byte[POOL_BYTES];
        int at = POOL_BYTES;
    }
}
