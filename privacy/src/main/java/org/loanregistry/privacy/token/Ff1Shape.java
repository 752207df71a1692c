package org.loanregistry.privacy.token;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.loanregistry.privacy.key.VaultException;

/**
 * What FF1 keeps between texts of one length: the two moduli, and the CBC-MAC over everything before the block that holds
 * round number and half, which is ten of the twelve blocks of a short text.
 *
 * <p>Names after SP 800-38G, algorithm 7: u and v the halves' lengths, b the bytes of a half as a number, d the bytes of the
 * round function's output; {@code Q = T || 0… || round || NUM(B)} in b bytes.
 */
final class Ff1Shape {
    private static final int BLOCK = 16;

    private final int length;
    private final int u;
    private final int b;
    private final int d;
    private final BigInteger modulusU;
    private final BigInteger modulusV;
    private final long smallU;
    private final long smallV;
    private final boolean small;

    /** CBC-MAC state before the part of Q that varies, with the constant part of that block already added in. */
    private final byte[] prefix;

    /** The blocks of Q that vary, with their constant bytes. */
    private final byte[] tail;

    private Ff1Shape(int radix, int length, byte[] prefix, byte[] tail, int b) {
        this.length = length;
        this.u = length / 2;
        this.b = b;
        this.d = 4 * ((b + 3) / 4) + 4;
        this.modulusU = BigInteger.valueOf(radix).pow(u);
        this.modulusV = BigInteger.valueOf(radix).pow(length - u);
        this.small = d <= Long.BYTES;
        this.smallU = small ? modulusU.longValueExact() : 0;
        this.smallV = small ? modulusV.longValueExact() : 0;
        this.prefix = prefix;
        this.tail = tail;
    }

    static Ff1Shape of(Cipher cipher, int radix, int length, byte[] tweak) {
        int u = length / 2;
        int v = length - u;
        int b = (BigInteger.valueOf(radix).pow(v).subtract(BigInteger.ONE).bitLength() + 7) / 8;
        int zeros = Math.floorMod(-tweak.length - b - 1, BLOCK);
        byte[] q = Arrays.copyOf(tweak, tweak.length + zeros + 1 + b);
        int varying = (tweak.length + zeros) / BLOCK * BLOCK;
        byte[] state = ByteBuffer.allocate(BLOCK)
                .put(new byte[] {1, 2, 1, 0, 0, (byte) radix, 10, (byte) u})
                .putInt(length)
                .putInt(tweak.length)
                .array();
        encrypt(cipher, state);
        for (int from = 0; from < varying; from += BLOCK) {
            add(q, from, state);
            encrypt(cipher, state);
        }
        return new Ff1Shape(radix, length, state, Arrays.copyOfRange(q, varying, q.length), b);
    }

    int length() {
        return length;
    }

    int left() {
        return u;
    }

    /** Whether halves and round outputs fit a long: up to 18 decimal digits. */
    boolean isSmall() {
        return small;
    }

    long smallModulus(int round) {
        return round % 2 == 0 ? smallU : smallV;
    }

    BigInteger modulus(int round) {
        return round % 2 == 0 ? modulusU : modulusV;
    }

    /** The round function's first eight bytes, unsigned; {@code block} is scratch. */
    long smallRound(Cipher cipher, int round, long half, byte[] block) {
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (prefix[i] ^ tail[i]);
        }
        block[BLOCK - 1 - b] ^= (byte) round;
        for (int i = 0; i < b; i++) {
            block[BLOCK - 1 - i] ^= (byte) (half >>> (8 * i));
        }
        encrypt(cipher, block);
        long y = 0;
        for (int i = 0; i < d; i++) {
            y = (y << 8) | (block[i] & 0xFF);
        }
        return y;
    }

    BigInteger round(Cipher cipher, int round, BigInteger half) {
        byte[] q = tail.clone();
        q[q.length - 1 - b] = (byte) round;
        byte[] number = half.toByteArray();
        for (int i = 0; i < b && i < number.length; i++) {
            q[q.length - 1 - i] = number[number.length - 1 - i];
        }
        byte[] state = prefix.clone();
        for (int from = 0; from < q.length; from += BLOCK) {
            add(q, from, state);
            encrypt(cipher, state);
        }
        byte[] output = Arrays.copyOf(state, (d + BLOCK - 1) / BLOCK * BLOCK);
        for (int block = 1; block * BLOCK < d; block++) {
            byte[] next = state.clone();
            ByteBuffer last = ByteBuffer.wrap(next);
            last.putInt(BLOCK - Integer.BYTES, last.getInt(BLOCK - Integer.BYTES) ^ block);
            encrypt(cipher, next);
            System.arraycopy(next, 0, output, block * BLOCK, BLOCK);
        }
        return new BigInteger(1, output, 0, d);
    }

    private static void add(byte[] bytes, int from, byte[] state) {
        for (int i = 0; i < BLOCK; i++) {
            state[i] ^= bytes[from + i];
        }
    }

    private static void encrypt(Cipher cipher, byte[] block) {
        try {
            cipher.update(block, 0, BLOCK, block, 0);
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }
}
