package org.loanregistry.privacy.key;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.modes.AEADBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/**
 * The key of one borrower at one tenant, ready to seal that borrower's cells. Its key id commits to the key, the tenant
 * and the subject (docs/formats.md 8). The key bytes never leave this package; {@link #close} wipes them.
 */
public final class DataKey implements AutoCloseable {
    /** Writes after which a new data key should be made: the chance of two equal nonces is then 2^-57. */
    public static final long WRITES_ADVISED = 1L << 20;

    /** Writes after which the key refuses to seal; below the 2^32 of SP 800-38D for random nonces. */
    public static final long WRITES_MAX = 1L << 28;

    /** Length of a data encryption key, in bytes. */
    static final int DEK_BYTES = 32;

    private static final int GCM_TAG_BITS = 128;

    private final String tenant;
    private final String subject;
    private final SecretBytes dek;
    /** Read without a lock: all fields of a {@link SuiteKey} are final, and one derived twice is the same. */
    private @Nullable SuiteKey aesGcm;

    private @Nullable SuiteKey sm4Gcm;
    private @Nullable SuiteKey sm4Cbc;

    /** One for all copies of a key. */
    private final AtomicLong writes;

    private DataKey(String tenant, String subject, byte[] dek, AtomicLong writes) {
        this.tenant = tenant;
        this.subject = subject;
        this.dek = new SecretBytes(dek);
        this.writes = writes;
    }

    /** Takes a copy of 32 key bytes, which the caller wipes afterwards. */
    static DataKey derive(byte[] dek, String tenant, String subject) {
        if (dek.length != DEK_BYTES) {
            throw new IllegalArgumentException("a data key of " + dek.length + " bytes, want " + DEK_BYTES);
        }
        DataKey key = new DataKey(tenant, subject, dek.clone(), new AtomicLong());
        key.of(Suite.AES_256_GCM);
        return key;
    }

    /** The same key with key bytes and a life of its own; both count the same writes. */
    synchronized DataKey copy() {
        DataKey copy = new DataKey(tenant, subject, dek.getEncoded(), writes);
        copy.aesGcm = copyOf(aesGcm);
        copy.sm4Gcm = copyOf(sm4Gcm);
        copy.sm4Cbc = copyOf(sm4Cbc);
        return copy;
    }

    private static @Nullable SuiteKey copyOf(@Nullable SuiteKey key) {
        return key == null ? null : key.copy();
    }

    /** The key id of these 32 key bytes for this tenant and subject, as it is stored beside the wrapped key. */
    static byte[] kid(byte[] dek, String tenant, String subject) {
        return SuiteKey.kid(Suite.AES_256_GCM, dek, tenant, subject);
    }

    /** The 32-byte key id, a copy. It is a stable token of a person at a tenant: never public. */
    public byte[] kid() {
        return of(Suite.AES_256_GCM).kid.clone();
    }

    /** Copies the suite's key id into {@code target}, which must have 32 bytes left from {@code offset}. */
    public void copyKid(Suite suite, byte[] target, int offset) {
        System.arraycopy(of(suite).kid, 0, target, offset, SuiteKey.KID_BYTES);
    }

    /** Whether the {@code length} (8 or 32) bytes at {@code offset} begin the suite's key id, in constant time. */
    public boolean hasKid(Suite suite, byte[] bytes, int offset, int length) {
        return of(suite).hasKid(bytes, offset, length);
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
     * A key for one message only, {@code HKDF(DEK, salt, "LPS1 key")}, of the same tenant and subject.
     *
     * @throws VaultException if the key is wiped
     */
    public DataKey forMessage(byte[] salt) {
        byte[] bytes = dek.getEncoded();
        byte[] message = Derivation.SHA_256.expand(bytes, salt, Derivation.ascii("LPS1 key"), DEK_BYTES);
        Arrays.fill(bytes, (byte) 0);
        return new DataKey(tenant, subject, message, new AtomicLong());
    }

    /**
     * Counts one more envelope sealed.
     *
     * @throws VaultException beyond {@link #WRITES_MAX}
     */
    public void countWrite() {
        if (writes.getAndIncrement() >= WRITES_MAX) {
            writes.set(WRITES_MAX);
            throw new VaultException();
        }
    }

    /** Envelopes sealed with this key, those of earlier openings included where the caller kept count. */
    public long writes() {
        return writes.get();
    }

    /** Goes on counting from what earlier openings of the key sealed. */
    public void continueFrom(long writesBefore) {
        if (writesBefore < 0) {
            throw new IllegalArgumentException("writes before " + writesBefore + ", want >= 0");
        }
        writes.addAndGet(writesBefore);
    }

    /**
     * Readies an AES-GCM cipher with this key's encryption key, suite 0x01.
     *
     * @throws VaultException if the key is wiped or the cipher refuses it
     */
    public void initialise(Cipher cipher, int mode, AlgorithmParameterSpec parameters) {
        try {
            cipher.init(mode, of(Suite.AES_256_GCM).aes, parameters);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
        requireOpen();
    }

    /** Readies SM4-GCM, suite 0x11; {@link VaultException} if the key is wiped. */
    public void initialise(AEADBlockCipher cipher, boolean sealing, byte[] nonce) {
        cipher.init(sealing, new AEADParameters(of(Suite.SM4_GCM).sm4, GCM_TAG_BITS, nonce));
        requireOpen();
    }

    /** Readies SM4-CBC, suite 0x12; {@link VaultException} if the key is wiped. */
    public void initialise(BlockCipher cipher, boolean sealing, byte[] iv) {
        cipher.init(sealing, new ParametersWithIV(of(Suite.SM4_CBC_HMAC_SM3).sm4, iv));
        requireOpen();
    }

    /** Readies HMAC-SM3, suite 0x12; {@link VaultException} if the key is wiped. */
    public void initialise(Mac mac) {
        mac.init(of(Suite.SM4_CBC_HMAC_SM3).mac);
        requireOpen();
    }

    /** After a cipher took the key: had it been wiped meanwhile, the cipher may hold zeros. */
    private void requireOpen() {
        if (dek.isDestroyed()) {
            throw new VaultException();
        }
    }

    private SuiteKey of(Suite suite) {
        SuiteKey known = known(suite);
        return known != null ? known : derive(suite);
    }

    private @Nullable SuiteKey known(Suite suite) {
        return switch (suite) {
            case AES_256_GCM -> aesGcm;
            case SM4_GCM -> sm4Gcm;
            case SM4_CBC_HMAC_SM3 -> sm4Cbc;
        };
    }

    private synchronized SuiteKey derive(Suite suite) {
        byte[] bytes = dek.getEncoded();
        try {
            SuiteKey derived = SuiteKey.derive(suite, bytes, tenant, subject);
            switch (suite) {
                case AES_256_GCM -> aesGcm = derived;
                case SM4_GCM -> sm4Gcm = derived;
                case SM4_CBC_HMAC_SM3 -> sm4Cbc = derived;
            }
            return derived;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Wipes the key bytes; every later use is refused. */
    @Override
    public synchronized void close() {
        dek.destroy();
        for (Suite suite : Suite.values()) {
            SuiteKey known = known(suite);
            if (known != null) {
                known.destroy();
            }
        }
    }

    /** Shows the first four bytes of the key id, no key bytes and no subject. */
    @Override
    public String toString() {
        return "DataKey[" + HexFormat.of().formatHex(kid(), 0, 4) + "...]";
    }
}
