package org.loanregistry.privacy.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;

/** AES key wrap with padding, RFC 5649, by the JDK. */
final class KeyWrap {
    private static final String KWP = "AES/KWP/NoPadding";

    private KeyWrap() {}

    /** Wraps a key of any length; 32 bytes become 40. */
    static byte[] wrap(Key kek, byte[] key) {
        SecretBytes plain = new SecretBytes(key.clone());
        try {
            Cipher cipher = Cipher.getInstance(KWP);
            cipher.init(Cipher.WRAP_MODE, kek);
            return cipher.wrap(plain);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        } finally {
            plain.destroy();
        }
    }

    /** The key inside, as an array that the caller wipes; {@link VaultException} if the integrity check fails. */
    static byte[] unwrap(Key kek, byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance(KWP);
            cipher.init(Cipher.UNWRAP_MODE, kek);
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException();
        }
    }
}
