package org.loanregistry.privacy.key;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * A key encryption key with its AES key wrap with padding, RFC 5649, by the JDK. It has ciphers of its own: to expand the key
 * takes as long as to wrap with it, and what they hold goes when it goes. Safe for many threads, one at a time.
 */
final class KeyWrap {
    private static final String KWP = "AES/KWP/NoPadding";

    private final SecretBytes kek;
    private @Nullable Cipher wrapping;
    private @Nullable Cipher unwrapping;

    /** Takes the key over: {@link #destroy} wipes it. */
    KeyWrap(SecretBytes kek) {
        this.kek = kek;
    }

    /** Wraps a key of any length; 32 bytes become 40. */
    synchronized byte[] wrap(byte[] key) {
        SecretBytes plain = new SecretBytes(key.clone());
        try {
            Cipher cipher = wrapping == null ? Cipher.getInstance(KWP) : wrapping;
            cipher.init(Cipher.WRAP_MODE, kek);
            wrapping = cipher;
            return cipher.wrap(plain);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        } finally {
            plain.destroy();
        }
    }

    /** The key inside, as an array that the caller wipes; {@link VaultException} if the integrity check fails. */
    synchronized byte[] unwrap(byte[] wrapped) {
        try {
            Cipher cipher = unwrapping == null ? Cipher.getInstance(KWP) : unwrapping;
            cipher.init(Cipher.UNWRAP_MODE, kek);
            unwrapping = cipher;
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException();
        }
    }

    /** Wipes the key and lets go of the ciphers; every later use is refused. */
    synchronized void destroy() {
        kek.destroy();
        wrapping = null;
        unwrapping = null;
    }
}
