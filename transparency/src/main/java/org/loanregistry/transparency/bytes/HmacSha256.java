package org.loanregistry.transparency.bytes;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key. The two pads are hashed once and their states copied for each
 * message: of a short message that is half the work. The pads' states are only read, so
 * that it is safe for many threads.
 */
public final class HmacSha256 {
    private static final int BLOCK = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    private HmacSha256(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** An HMAC under {@code key}, which must not be empty. */
    public static HmacSha256 under(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("an empty key");
        }
        byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.of(key) : key, BLOCK);
        MessageDigest inner = padded(block, INNER_PAD);
        MessageDigest outer = padded(block, (byte) (INNER_PAD ^ OUTER_PAD));
        Arrays.fill(block, (byte) 0);
        return new HmacSha256(inner, outer);
    }

    /** The state after the block, to whose every byte the pad is added first. */
    private static MessageDigest padded(byte[] block, byte pad) {
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= pad;
        }
        MessageDigest digest = Sha256.digest();
        digest.update(block);
        return digest;
    }

    /** The 32-byte HMAC of {@code message}. */
    public byte[] of(byte[] message) {
        byte[] hash = Sha256.copy(inner).digest(message);
        return Sha256.copy(outer).digest(hash);
    }
}
