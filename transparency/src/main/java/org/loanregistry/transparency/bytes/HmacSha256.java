package org.loanregistry.transparency.bytes;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under one key. Not thread-safe: one instance serves one computation. */
public final class HmacSha256 {
    private final Mac mac;

    private HmacSha256(Mac mac) {
        this.mac = mac;
    }

    /** An HMAC under {@code key}, which must not be empty. */
    public static HmacSha256 under(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return new HmacSha256(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The 32-byte HMAC of {@code message}. */
    public byte[] of(byte[] message) {
        return mac.doFinal(message);
    }
}
