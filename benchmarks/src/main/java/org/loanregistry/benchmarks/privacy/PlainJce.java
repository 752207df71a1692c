package org.loanregistry.benchmarks.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM as one writes it on the JDK with care for speed: ciphers reused, the key given anew to each call. */
final class PlainJce {
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int POOL_BYTES = 3072;

    private final SecureRandom random;
    private final SecretKeySpec key;
    private final Cipher sealing = Cipher.getInstance("AES/GCM/NoPadding");
    private final Cipher opening = Cipher.getInstance("AES/GCM/NoPadding");
    private final byte[] pool = new byte[POOL_BYTES];
    private int pooled;

    PlainJce(SecureRandom random) throws GeneralSecurityException {
        this.random = random;
        var bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    byte[] seal(byte[] place, byte[] plaintext) throws GeneralSecurityException {
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        return seal(place, plaintext, iv, 0);
    }

    /** With the same source of IVs as our own envelope: many drawn at once. */
    byte[] sealWithPooledIv(byte[] place, byte[] plaintext) throws GeneralSecurityException {
        if (pooled == 0) {
            random.nextBytes(pool);
            pooled = POOL_BYTES;
        }
        pooled -= IV_BYTES;
        return seal(place, plaintext, pool, pooled);
    }

    private byte[] seal(byte[] place, byte[] plaintext, byte[] iv, int at) throws GeneralSecurityException {
        sealing.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, iv, at, IV_BYTES));
        sealing.updateAAD(place);
        var sealed = new byte[IV_BYTES + plaintext.length + TAG_BYTES];
        System.arraycopy(iv, at, sealed, 0, IV_BYTES);
        sealing.doFinal(plaintext, 0, plaintext.length, sealed, IV_BYTES);
        return sealed;
    }

    byte[] open(byte[] place, byte[] sealed) throws GeneralSecurityException {
        opening.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, sealed, 0, IV_BYTES));
        opening.updateAAD(place);
        return opening.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
    }
}
