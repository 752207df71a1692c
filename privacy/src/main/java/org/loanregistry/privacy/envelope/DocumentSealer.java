package org.loanregistry.privacy.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.loanregistry.privacy.key.DataKey;
import org.loanregistry.privacy.key.Suite;
import org.loanregistry.privacy.key.VaultException;

/**
 * Seals and opens documents of any length in pieces of 64 KiB, each under its number and whether it is the last, and all
 * under a key of the document's own (docs/formats.md 8). At most 2^31 - 1 pieces. Safe for many threads.
 *
 * <p>Limit: pieces are handed out as they are found authentic, so a document cut short is known for such only at its end:
 * on an exception the caller throws away what it was given.
 */
public final class DocumentSealer {
    static final int PIECE_BYTES = 1 << 16;

    private static final int STREAM = 0x0004;
    private static final int SALT_BYTES = 32;

    private final SealingPolicy policy;
    private final Nonces nonces;
    private final ThreadLocal<SuiteCiphers> ciphers = ThreadLocal.withInitial(SuiteCiphers::new);

    /** A sealer that draws salts and nonces from {@code random}. */
    public DocumentSealer(SecureRandom random, SealingPolicy policy) {
        this.policy = policy;
        this.nonces = new Nonces(random);
    }

    /**
     * Reads {@code in} to its end and writes the sealed form; closes neither.
     *
     * @throws VaultException if the cell is of another tenant than the key, or the key is wiped or worn out
     */
    public void seal(DataKey key, CellAddress cell, DataClass dataClass, InputStream in, OutputStream out)
            throws IOException {
        FieldSealer.requireSameTenant(key, cell);
        Suite suite = policy.suiteOf(cell.tenant());
        byte[] head = new byte[SuiteCipher.HEAD_BYTES];
        FieldSealer.writeHead(head, suite, dataClass.flagBits() | STREAM, key);
        byte[] salt = new byte[SALT_BYTES];
        nonces.next(salt, 0, SALT_BYTES);
        key.countWrite();
        out.write(head);
        out.write(salt);
        SuiteCipher cipher = ciphers.get().of(suite);
        Padding padding = padding(suite);
        try (DataKey own = key.forMessage(salt)) {
            byte[] piece = in.readNBytes(PIECE_BYTES);
            for (int number = 0; ; number = Math.incrementExact(number)) {
                byte[] next = in.readNBytes(PIECE_BYTES);
                byte[] plain = padding.pad(piece);
                byte[] sealed = new byte[cipher.ivBytes() + plain.length + cipher.tagBytes()];
                nonces.next(sealed, 0, cipher.ivBytes());
                cipher.seal(own, head, place(cell, number, next.length == 0), plain, sealed, 0);
                out.write(sealed);
                Arrays.fill(plain, (byte) 0);
                Arrays.fill(piece, (byte) 0);
                if (next.length == 0) {
                    return;
                }
                piece = next;
            }
        }
    }

    /**
     * Reads a sealed document to its end and writes its content; closes neither.
     *
     * @throws VaultException if it was not sealed for exactly this cell and key, is altered, or is cut short
     */
    public void open(DataKey key, CellAddress cell, InputStream in, OutputStream out) throws IOException {
        FieldSealer.requireSameTenant(key, cell);
        byte[] head = in.readNBytes(SuiteCipher.HEAD_BYTES);
        byte[] salt = in.readNBytes(SALT_BYTES);
        Suite suite = suite(key, head, salt);
        SuiteCipher cipher = ciphers.get().of(suite);
        Padding padding = padding(suite);
        int whole = cipher.ivBytes() + padding.pad(new byte[PIECE_BYTES]).length + cipher.tagBytes();
        try (DataKey own = key.forMessage(salt)) {
            byte[] piece = in.readNBytes(whole);
            for (int number = 0; ; number = Math.incrementExact(number)) {
                byte[] next = piece.length == whole ? in.readNBytes(whole) : new byte[0];
                if (piece.length < cipher.ivBytes() + cipher.tagBytes()) {
                    throw new VaultException();
                }
                byte[] plain = cipher.open(own, head, place(cell, number, next.length == 0), piece, 0);
                byte[] content = padding == Padding.NONE ? plain : Padding.unpad(plain);
                if (content.length == 0 && number > 0) {
                    throw new VaultException();
                }
                out.write(content);
                if (next.length == 0) {
                    return;
                }
                piece = next;
            }
        }
    }

    private static Suite suite(DataKey key, byte[] head, byte[] salt) {
        if (head.length != SuiteCipher.HEAD_BYTES || salt.length != SALT_BYTES || head[0] != FieldSealer.VERSION) {
            throw new VaultException();
        }
        Suite suite = Suite.of(head[1]).orElseThrow(VaultException::new);
        boolean flagsFit = (head[2] & 0x3F) == 0 && (head[2] & 0xC0) != 0 && head[3] == STREAM;
        if (!flagsFit || !key.hasKid(suite, head, FieldSealer.KID_AT, SuiteCipher.HEAD_BYTES - FieldSealer.KID_AT)) {
            throw new VaultException();
        }
        return suite;
    }

    private static Padding padding(Suite suite) {
        return suite == Suite.SM4_CBC_HMAC_SM3 ? Padding.TO_16 : Padding.NONE;
    }

    private static byte[] place(CellAddress cell, int number, boolean last) {
        byte[] address = cell.toBytes();
        return ByteBuffer.allocate(address.length + 5)
                .put(address)
                .putInt(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
