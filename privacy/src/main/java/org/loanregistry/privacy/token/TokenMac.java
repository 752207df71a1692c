package org.loanregistry.privacy.token;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.loanregistry.privacy.key.VaultException;

/** HMAC-SHA-256 under one key, cut to 16 bytes; a Mac a thread, since making one costs as much as using it. */
final class TokenMac {
    private static final int BYTES = 16;

    private final ThreadLocal<Mac> macs;

    /** Wipes the key bytes once they are taken over. */
    TokenMac(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
        Arrays.fill(key, (byte) 0);
        macs = ThreadLocal.withInitial(() -> start(secret));
    }

    private static Mac start(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    /** The first 16 bytes of {@code HMAC(key, part || …)}, written from {@code offset}. */
    void write(byte[] target, int offset, byte[]... parts) {
        Mac mac = macs.get();
        for (byte[] part : parts) {
            mac.update(part);
        }
        System.arraycopy(mac.doFinal(), 0, target, offset, BYTES);
    }
}
