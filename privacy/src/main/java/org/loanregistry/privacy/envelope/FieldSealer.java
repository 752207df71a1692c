package org.loanregistry.privacy.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.Suite;
import org.loanregistry.privacy.key.VaultException;

/**
 * Seals and opens single cells in the LPE1 envelope (docs/formats.md 8). Safe for many threads.
 *
 * <p>Guarantees: a sealed cell opens only under its own key, tenant, table, row, column, schema version and row version,
 * and only unaltered. Limits: the length shows unless padded, and then to the padding's block; suite and class show; whoever
 * holds the key can make another envelope that opens, so an envelope is no commitment to its content.
 */
public final class FieldSealer {
    static final byte VERSION = 0x01;
    static final int KID_AT = 4;

    private static final int PADDED = 0x0001;
    private static final int SHORT_KID = 0x0002;
    private static final int KNOWN_FLAGS = 0xC003;
    private static final int KID_BYTES = 32;
    private static final int SHORT_KID_BYTES = 8;

    private final SealingPolicy policy;
    private final Nonces nonces;
    private final ThreadLocal<SuiteCiphers> ciphers = ThreadLocal.withInitial(SuiteCiphers::new);

    /** A sealer of the usual policy that draws its nonces from {@code random}. */
    public FieldSealer(SecureRandom random) {
        this(random, SealingPolicy.USUAL);
    }

    /** A sealer that draws its nonces from {@code random}. */
    public FieldSealer(SecureRandom random, SealingPolicy policy) {
        this.policy = policy;
        this.nonces = new Nonces(random);
    }

    /** As {@link #seal(DataKey, CellAddress, DataClass, Padding, byte[])}, padded to 16 bytes or not at all. */
    public byte[] seal(DataKey key, CellAddress cell, DataClass dataClass, boolean padded, byte[] plaintext) {
        return seal(key, cell, dataClass, padded ? Padding.TO_16 : Padding.NONE, plaintext);
    }

    /**
     * The plaintext sealed for this cell: 64 bytes longer (84 in suite 0x12, which always pads), and up to a block more if
     * padded.
     *
     * @throws VaultException if the cell is of another tenant than the key, or the key is wiped or worn out
     */
    public byte[] seal(DataKey key, CellAddress cell, DataClass dataClass, Padding padding, byte[] plaintext) {
        requireSameTenant(key, cell);
        Suite suite = policy.suiteOf(cell.tenant());
        SuiteCipher cipher = ciphers.get().of(suite);
        Padding used = padding == Padding.NONE && suite == Suite.SM4_CBC_HMAC_SM3 ? Padding.TO_16 : padding;
        boolean whole = policy.commitment().sealsWhole();
        int flags = dataClass.flagBits() | (used == Padding.NONE ? 0 : PADDED) | (whole ? 0 : SHORT_KID);
        byte[] plain = used.pad(plaintext);
        int ivAt = KID_AT + (whole ? KID_BYTES : SHORT_KID_BYTES);
        byte[] envelope = new byte[ivAt + cipher.ivBytes() + plain.length + cipher.tagBytes()];
        byte[] head = whole ? envelope : new byte[SuiteCipher.HEAD_BYTES];
        writeHead(head, suite, flags, key);
        if (!whole) {
            System.arraycopy(head, 0, envelope, 0, ivAt);
        }
        nonces.next(envelope, ivAt, cipher.ivBytes());
        key.countWrite();
        try {
            cipher.seal(key, head, cell.toBytes(), plain, envelope, ivAt);
            return envelope;
        } finally {
            if (used != Padding.NONE) {
                Arrays.fill(plain, (byte) 0);
            }
        }
    }

    /**
     * The plaintext of an envelope that was sealed for exactly this cell under exactly this key, in any suite.
     *
     * @throws VaultException in every other case, without saying which
     */
    public byte[] open(DataKey key, CellAddress cell, byte[] envelope) {
        requireSameTenant(key, cell);
        if (envelope.length < KID_AT + SHORT_KID_BYTES || envelope[0] != VERSION) {
            throw new VaultException();
        }
        Suite suite = Suite.of(envelope[1]).orElseThrow(VaultException::new);
        SuiteCipher cipher = ciphers.get().of(suite);
        int flags = ((envelope[2] & 0xFF) << 8) | (envelope[3] & 0xFF);
        boolean whole = (flags & SHORT_KID) == 0;
        int kidBytes = whole ? KID_BYTES : SHORT_KID_BYTES;
        int ivAt = KID_AT + kidBytes;
        if ((flags & ~KNOWN_FLAGS) != 0
                || flags >>> 14 == 0
                || !(whole || policy.commitment().opensShort())
                || envelope.length < ivAt + cipher.ivBytes() + cipher.tagBytes()
                || !key.hasKid(suite, envelope, KID_AT, kidBytes)) {
            throw new VaultException();
        }
        byte[] head = envelope;
        if (!whole) {
            head = new byte[SuiteCipher.HEAD_BYTES];
            writeHead(head, suite, flags, key);
        }
        byte[] plain = cipher.open(key, head, cell.toBytes(), envelope, ivAt);
        return unpadded(flags, suite, plain);
    }

    /** Whether an envelope says that it was sealed under this key, to choose among several; only {@link #open} proves it. */
    public boolean names(DataKey key, byte[] envelope) {
        if (envelope.length < KID_AT + KID_BYTES) {
            return false;
        }
        int kidBytes = (envelope[3] & SHORT_KID) == 0 ? KID_BYTES : SHORT_KID_BYTES;
        return Suite.of(envelope[1])
                .filter(suite -> key.hasKid(suite, envelope, KID_AT, kidBytes))
                .isPresent();
    }

    private static byte[] unpadded(int flags, Suite suite, byte[] plain) {
        boolean padded = (flags & PADDED) != 0;
        if (!padded && suite != Suite.SM4_CBC_HMAC_SM3) {
            return plain;
        }
        try {
            if (!padded) {
                throw new VaultException();
            }
            return Padding.unpad(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    static void writeHead(byte[] head, Suite suite, int flags, DataKey key) {
        head[0] = VERSION;
        head[1] = suite.code();
        head[2] = (byte) (flags >>> 8);
        head[3] = (byte) flags;
        key.copyKid(suite, head, KID_AT);
    }

    static void requireSameTenant(DataKey key, CellAddress cell) {
        if (!key.tenant().equals(cell.tenant())) {
            throw new VaultException();
        }
    }
}
