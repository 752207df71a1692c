package org.loanregistry.privacy.envelope;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.VaultException;

/** Suite 0x01 by the JDK, whose AES is not by tables. Making a Cipher costs four times as much as using it. */
final class AesGcm implements SuiteCipher {
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Cipher sealing = newCipher();
    private final Cipher opening = newCipher();

    @Override
    public int ivBytes() {
        return IV_BYTES;
    }

    @Override
    public int tagBytes() {
        return TAG_BYTES;
    }

    @Override
    public void seal(DataKey key, byte[] head, byte[] place, byte[] plain, byte[] bytes, int at) {
        try {
            start(sealing, Cipher.ENCRYPT_MODE, key, head, place, bytes, at);
            sealing.doFinal(plain, 0, plain.length, bytes, at + IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    @Override
    public byte[] open(DataKey key, byte[] head, byte[] place, byte[] bytes, int at) {
        try {
            start(opening, Cipher.DECRYPT_MODE, key, head, place, bytes, at);
            return opening.doFinal(bytes, at + IV_BYTES, bytes.length - at - IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    private static void start(Cipher cipher, int mode, DataKey key, byte[] head, byte[] place, byte[] bytes, int at) {
        key.initialise(cipher, mode, new GCMParameterSpec(TAG_BYTES * 8, bytes, at, IV_BYTES));
        cipher.updateAAD(head, 0, HEAD_BYTES);
        cipher.updateAAD(place);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }
}
