package org.loanregistry.transparency.feed;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.loanregistry.transparency.bytes.HmacSha256;

/** The secret that salts a lender's feed, 32 random bytes that no erasure of a borrower touches. */
public final class FeedKey {
    /** The length of a key and of a salt, in bytes. */
    public static final int LENGTH = 32;

    private static final byte[] SALT_PREFIX = {'L', 'R', 'F', 'S'};

    private final byte[] secret;
    private final HmacSha256 hmac;

    private FeedKey(byte[] secret) {
        this.secret = secret;
        this.hmac = HmacSha256.under(secret);
    }

    /** A key of a copy of {@code bytes}, which must be 32. */
    public static FeedKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("got a feed key of " + bytes.length + " bytes, want " + LENGTH);
        }
        return new FeedKey(bytes.clone());
    }

    /** A new key. */
    public static FeedKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new FeedKey(bytes);
    }

    /** A copy of the 32 secret bytes. */
    public byte[] toBytes() {
        return secret.clone();
    }

    /** The 32-byte salt of entry {@code number}, at least 0. */
    public byte[] salt(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("got feed entry " + number + ", want at least 0");
        }
        byte[] message =
                ByteBuffer.allocate(12).put(SALT_PREFIX).putLong(number).array();
        return hmac.of(message);
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "FeedKey[]";
    }
}
