package org.loanregistry.transparency.record;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.loanregistry.transparency.bytes.HmacSha256;

/**
 * The secret of one record leaf, 32 random bytes, never shared by two versions of a record. Who has it can open every
 * field by guessing; without it a commitment says nothing.
 */
public final class RecordKey {
    /** The length of a key, in bytes. */
    public static final int LENGTH = 32;

    private final byte[] secret;

    private RecordKey(byte[] secret) {
        this.secret = secret;
    }

    /** A key of a copy of {@code bytes}, which must be 32. */
    public static RecordKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("got a record key of " + bytes.length + " bytes, want " + LENGTH);
        }
        return new RecordKey(bytes.clone());
    }

    /** A new key. */
    public static RecordKey random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new RecordKey(bytes);
    }

    /** A copy of the 32 secret bytes. */
    public byte[] toBytes() {
        return secret.clone();
    }

    HmacSha256 hmac() {
        return HmacSha256.under(secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(secret);
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "RecordKey[]";
    }
}
