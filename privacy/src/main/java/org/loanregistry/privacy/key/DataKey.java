package org.loanregistry.privacy.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key of one borrower at one tenant, ready to seal that borrower's cells. Its key id commits to the key, the tenant
 * and the subject (docs/formats.md 8). The key bytes never leave this package; {@link #close} wipes them.
 */
public final class DataKey implements AutoCloseable {
    /** Length of a data encryption key, in bytes. */
    static final int DEK_BYTES = 32;

    private static final int KID_BYTES = 32;
    private static final byte SUITE_AES_256_GCM = 0x01;
    private static final byte[] KID_INFO = ascii("LPE1 kid");
    private static final byte[] KID_LABEL = ascii("LRK1");

    private final String tenant;
    private final String subject;
    private final byte[] kid;
    private final SecretBytes fieldKey;

    private DataKey(String tenant, String subject, byte[] kid, SecretBytes fieldKey) {
        this.tenant = tenant;
        this.subject = subject;
        this.kid = kid;
        this.fieldKey = fieldKey;
    }

    /** Derives what is needed from 32 key bytes, which the caller wipes afterwards. */
    static DataKey derive(byte[] dek, String tenant, String subject) {
        byte[] info = ascii("LPE1 enc ?");
        info[info.length - 1] = SUITE_AES_256_GCM;
        return new DataKey(tenant, subject, kid(dek, tenant, subject), new SecretBytes(expand(dek, info)));
    }

    /** The key id of these 32 key bytes for this tenant and subject. */
    static byte[] kid(byte[] dek, String tenant, String subject) {
        SecretBytes macKey = new SecretBytes(expand(dek, KID_INFO));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(macKey);
            mac.update(KID_LABEL);
            mac.update(Lp16.of(tenant));
            mac.update(Lp16.of(subject));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        } finally {
            macKey.destroy();
        }
    }

    private static byte[] expand(byte[] dek, byte[] info) {
        if (dek.length != DEK_BYTES) {
            throw new IllegalArgumentException("a data key of " + dek.length + " bytes, want " + DEK_BYTES);
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(dek).thenExpand(info, 32));
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    /** The 32-byte key id, a copy. It is a stable token of a person at a tenant: never public. */
    public byte[] kid() {
        return kid.clone();
    }

    /** Copies the key id into {@code target}, which must have 32 bytes left from {@code offset}. */
    public void copyKid(byte[] target, int offset) {
        System.arraycopy(kid, 0, target, offset, KID_BYTES);
    }

    /** Whether the 32 bytes at {@code offset} are this key's id, compared in constant time. */
    public boolean hasKid(byte[] bytes, int offset) {
        return MessageDigest.isEqual(kid, Arrays.copyOfRange(bytes, offset, offset + KID_BYTES));
    }

    /** The tenant that the key belongs to. */
    public String tenant() {
        return tenant;
    }

    /** The subject that the key belongs to: a borrower's internal id, or "registry". */
    public String subject() {
        return subject;
    }

    /**
     * Readies an AES-GCM cipher with this key's encryption key, suite 0x01.
     *
     * @throws VaultException if the key is wiped or the cipher refuses it
     */
    public void initialise(Cipher cipher, int mode, AlgorithmParameterSpec parameters) {
        try {
            cipher.init(mode, fieldKey, parameters);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    /** Wipes the key bytes; every later use is refused. */
    @Override
    public void close() {
        fieldKey.destroy();
    }

    /** Shows the first four bytes of the key id, no key bytes and no subject. */
    @Override
    public String toString() {
        return "DataKey[" + HexFormat.of().formatHex(kid, 0, 4) + "...]";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
