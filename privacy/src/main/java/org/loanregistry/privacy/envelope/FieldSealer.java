package org.loanregistry.privacy.envelope;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.VaultException;

/**
 * Seals and opens single cells in the LPE1 envelope, suite 0x01, AES-256-GCM (docs/formats.md 8). Safe for many threads.
 *
 * <p>Guarantees: a sealed cell opens only under its own key, tenant, table, row, column, schema version and row version,
 * and only unaltered. Limits: the length shows unless padded, and then to 16 bytes; the class shows; whoever holds the
 * key can make another envelope that opens, so an envelope is no commitment.
 */
public final class FieldSealer {
    private static final byte VERSION = 0x01;
    private static final byte SUITE = 0x01;
    private static final int PADDED = 0x0001;
    private static final int KNOWN_FLAGS = 0xC001;
    private static final int KID_AT = 4;
    private static final int NONCE_AT = 36;
    private static final int NONCE_BYTES = 12;
    private static final int BODY_AT = NONCE_AT + NONCE_BYTES;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random;

    /** Making a Cipher costs four times as much as using it. */
    private final ThreadLocal<Cipher> sealing = ThreadLocal.withInitial(FieldSealer::newCipher);

    private final ThreadLocal<Cipher> opening = ThreadLocal.withInitial(FieldSealer::newCipher);

    /** A sealer that draws its nonces from {@code random}. */
    public FieldSealer(SecureRandom random) {
        this.random = random;
    }

    /**
     * The plaintext sealed for this cell: 64 bytes longer, and up to 16 more if padded.
     *
     * @throws VaultException if the cell is of another tenant than the key, or the key is wiped
     */
    public byte[] seal(DataKey key, CellAddress cell, DataClass dataClass, boolean padded, byte[] plaintext) {
        requireSameTenant(key, cell);
        byte[] plain = padded ? Padding.pad(plaintext) : plaintext;
        byte[] envelope = new byte[BODY_AT + plain.length + TAG_BYTES];
        int flags = dataClass.flagBits() | (padded ? PADDED : 0);
        envelope[0] = VERSION;
        envelope[1] = SUITE;
        envelope[2] = (byte) (flags >>> 8);
        envelope[3] = (byte) flags;
        key.copyKid(envelope, KID_AT);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, envelope, NONCE_AT, NONCE_BYTES);
        try {
            Cipher cipher = sealing.get();
            start(cipher, Cipher.ENCRYPT_MODE, key, cell, envelope);
            cipher.doFinal(plain, 0, plain.length, envelope, BODY_AT);
            return envelope;
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        } finally {
            if (padded) {
                Arrays.fill(plain, (byte) 0);
            }
        }
    }

    /**
     * The plaintext of an envelope that was sealed for exactly this cell under exactly this key.
     *
     * @throws VaultException in every other case, without saying which
     */
    public byte[] open(DataKey key, CellAddress cell, byte[] envelope) {
        requireSameTenant(key, cell);
        if (envelope.length < BODY_AT + TAG_BYTES || envelope[0] != VERSION || envelope[1] != SUITE) {
            throw new VaultException();
        }
        int flags = ((envelope[2] & 0xFF) << 8) | (envelope[3] & 0xFF);
        if ((flags & ~KNOWN_FLAGS) != 0 || flags >>> 14 == 0 || !key.hasKid(envelope, KID_AT)) {
            throw new VaultException();
        }
        byte[] plain;
        try {
            Cipher cipher = opening.get();
            start(cipher, Cipher.DECRYPT_MODE, key, cell, envelope);
            plain = cipher.doFinal(envelope, BODY_AT, envelope.length - BODY_AT);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
        if ((flags & PADDED) == 0) {
            return plain;
        }
        try {
            return Padding.unpad(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static void start(Cipher cipher, int mode, DataKey key, CellAddress cell, byte[] envelope) {
        key.initialise(cipher, mode, new GCMParameterSpec(TAG_BYTES * 8, envelope, NONCE_AT, NONCE_BYTES));
        cipher.updateAAD(envelope, 0, NONCE_AT);
        cipher.updateAAD(cell.toBytes());
    }

    private static void requireSameTenant(DataKey key, CellAddress cell) {
        if (!key.tenant().equals(cell.tenant())) {
            throw new VaultException();
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }
}
