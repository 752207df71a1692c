package org.loanregistry.privacy.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A root key in a PKCS#11 token, which it never leaves: the token itself encrypts, by AES-256-GCM with {@code "LPR1 kek"} as
 * associated data. The wrapped form is a random IV of 12 bytes, ciphertext and tag: 60 bytes for a key of 32.
 */
public final class Pkcs11RootKey implements RootKey {
    private static final String GCM = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = Derivation.ascii("LPR1 kek");

    private final Provider provider;
    private final Key key;
    private final String id;
    private final SecureRandom random;

    private Pkcs11RootKey(Provider provider, Key key, String id, SecureRandom random) {
        this.provider = provider;
        this.key = key;
        this.id = id;
        this.random = random;
    }

    /**
     * The key of this label in a token; a new one that cannot be extracted if there is none.
     *
     * @param library the token's PKCS#11 library
     * @param slot the slot's index in the library's list, from 0
     * @param pin the user's; the caller wipes it
     * @param label 1 to 64 of {@code [a-z0-9-]}
     * @throws IllegalStateException if the token cannot be used, with its own reason and never the PIN
     */
    public static Pkcs11RootKey open(Path library, int slot, char[] pin, String label, SecureRandom random) {
        if (!label.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("the label of a root key must match [a-z0-9-]{1,64}");
        }
        try {
            Provider provider = Security.getProvider("SunPKCS11")
                    .configure("--name=loanreg-" + label + "\nlibrary=" + library.toAbsolutePath() + "\nslotListIndex="
                            + slot + "\nattributes(generate,CKO_SECRET_KEY,CKK_AES)={\nCKA_TOKEN=true\n"
                            + "CKA_SENSITIVE=true\nCKA_EXTRACTABLE=false\nCKA_ENCRYPT=true\nCKA_DECRYPT=true\n}");
            KeyStore token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, pin);
            Key key = token.getKey(label, null);
            if (key == null) {
                KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
                generator.init(256);
                token.setKeyEntry(label, generator.generateKey(), null, null);
                key = token.getKey(label, null);
            }
            return new Pkcs11RootKey(provider, key, "pkcs11:" + label, random);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the PKCS#11 token of " + library + ", slot " + slot + ": " + e.getMessage());
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] secret) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, iv, secret, 0);
        return ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array();
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        if (wrapped.length < IV_BYTES + TAG_BITS / 8) {
            throw new VaultException();
        }
        return run(Cipher.DECRYPT_MODE, wrapped, wrapped, IV_BYTES);
    }

    private byte[] run(int mode, byte[] iv, byte[] input, int at) {
        try {
            Cipher cipher = Cipher.getInstance(GCM, provider);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv, 0, IV_BYTES));
            cipher.updateAAD(PURPOSE);
            return cipher.doFinal(input, at, input.length - at);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new VaultException();
        }
    }

    /** Ends the session; the key stays in the token. */
    @Override
    public void close() {
        try {
            ((AuthProvider) provider).logout();
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "Pkcs11RootKey[" + id + "]";
    }
}
