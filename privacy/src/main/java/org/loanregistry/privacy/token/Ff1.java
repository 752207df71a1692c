package org.loanregistry.privacy.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.loanregistry.privacy.key.VaultException;

/**
 * FF1 format-preserving encryption, NIST SP 800-38G, on the JDK's AES: digits of a radix to as many digits. For one key, radix
 * and tweak. Safe for many threads, as each has a cipher of its own.
 *
 * <p>Guarantee: a permutation of the texts of one length that, without the key, looks random. Limits: no integrity, every
 * text decrypts to something; the same text gives the same result, so it is a token, not a seal. FF3 is not offered: it is
 * withdrawn.
 */
public final class Ff1 {
    private static final int ROUNDS = 10;
    private static final int BLOCK = 16;

    /** SP 800-38G Rev. 1: fewer than a million texts can be guessed through. */
    private static final long MIN_DOMAIN = 1_000_000;

    private final int radix;
    private final byte[] tweak;
    private final long minDomain;
    private final ThreadLocal<Cipher> ciphers;
    private final AtomicReference<Ff1Shape> lastShape = new AtomicReference<>();

    private Ff1(byte[] key, int radix, byte[] tweak, long minDomain) {
        if (radix < 2 || radix > 36) {
            throw new IllegalArgumentException("radix " + radix + ", want 2 to 36");
        }
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes, want 16, 24 or 32");
        }
        this.radix = radix;
        this.tweak = tweak.clone();
        this.minDomain = minDomain;
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        this.ciphers = ThreadLocal.withInitial(() -> start(secret));
    }

    /**
     * FF1 with texts of at least a million possibilities.
     *
     * @param key 16, 24 or 32 bytes, copied
     * @param radix 2 to 36
     * @param tweak public, any length
     */
    public static Ff1 of(byte[] key, int radix, byte[] tweak) {
        return new Ff1(key, radix, tweak, MIN_DOMAIN);
    }

    /** As {@link #of}, with the bound of 100 that the published vectors were made with. */
    static Ff1 withSmallDomains(byte[] key, int radix, byte[] tweak) {
        return new Ff1(key, radix, tweak, 100);
    }

    private static Cipher start(SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new VaultException();
        }
    }

    /**
     * The digits encrypted, as many as given.
     *
     * @throws IllegalArgumentException if a digit is not below the radix, or there are too few of them
     */
    public byte[] encrypt(byte[] digits) {
        return run(digits, true);
    }

    /** What {@link #encrypt} made these digits of, under the same bounds. */
    public byte[] decrypt(byte[] digits) {
        return run(digits, false);
    }

    private byte[] run(byte[] digits, boolean encrypting) {
        for (byte digit : digits) {
            if (digit < 0 || digit >= radix) {
                throw new IllegalArgumentException("a digit outside the radix " + radix);
            }
        }
        Ff1Shape shape = shape(digits.length);
        return shape.isSmall() ? small(shape, digits, encrypting) : large(shape, digits, encrypting);
    }

    private Ff1Shape shape(int length) {
        Ff1Shape shape = lastShape.get();
        if (shape == null || shape.length() != length) {
            if (length < 2 || BigInteger.valueOf(radix).pow(length).compareTo(BigInteger.valueOf(minDomain)) < 0) {
                throw new IllegalArgumentException(
                        length + " digits of radix " + radix + ", want at least " + minDomain + " possible texts");
            }
            shape = Ff1Shape.of(ciphers.get(), radix, length, tweak);
            lastShape.set(shape);
        }
        return shape;
    }

    /** Both halves fit a long, the round function's output too. */
    private byte[] small(Ff1Shape shape, byte[] digits, boolean encrypting) {
        Cipher cipher = ciphers.get();
        int u = shape.left();
        long a = number(digits, 0, u);
        long b = number(digits, u, digits.length);
        byte[] block = new byte[BLOCK];
        for (int step = 0; step < ROUNDS; step++) {
            int round = encrypting ? step : ROUNDS - 1 - step;
            long modulus = shape.smallModulus(round);
            long y = shape.smallRound(cipher, round, encrypting ? b : a, block);
            y = Long.remainderUnsigned(y, modulus);
            if (encrypting) {
                long c = (a + y) % modulus;
                a = b;
                b = c;
            } else {
                long c = Math.floorMod(b - y, modulus);
                b = a;
                a = c;
            }
        }
        Arrays.fill(block, (byte) 0);
        byte[] result = new byte[digits.length];
        write(a, result, 0, u);
        write(b, result, u, result.length);
        return result;
    }

    private byte[] large(Ff1Shape shape, byte[] digits, boolean encrypting) {
        Cipher cipher = ciphers.get();
        int u = shape.left();
        BigInteger a = Digits.number(digits, 0, u, radix);
        BigInteger b = Digits.number(digits, u, digits.length, radix);
        for (int step = 0; step < ROUNDS; step++) {
            int round = encrypting ? step : ROUNDS - 1 - step;
            BigInteger modulus = shape.modulus(round);
            BigInteger y = shape.round(cipher, round, encrypting ? b : a);
            if (encrypting) {
                BigInteger c = a.add(y).mod(modulus);
                a = b;
                b = c;
            } else {
                BigInteger c = b.subtract(y).mod(modulus);
                b = a;
                a = c;
            }
        }
        byte[] result = new byte[digits.length];
        Digits.write(a, radix, result, 0, u);
        Digits.write(b, radix, result, u, result.length);
        return result;
    }

    private long number(byte[] digits, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * radix + digits[i];
        }
        return number;
    }

    private void write(long number, byte[] digits, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            digits[i] = (byte) (rest % radix);
            rest /= radix;
        }
    }

    /** Shows the radix only. */
    @Override
    public String toString() {
        return "Ff1[radix " + radix + "]";
    }

    /** Digits of a radix, most significant first, as a number of any size. */
    private static final class Digits {
        static BigInteger number(byte[] digits, int from, int to, int radix) {
            BigInteger number = BigInteger.ZERO;
            BigInteger base = BigInteger.valueOf(radix);
            for (int i = from; i < to; i++) {
                number = number.multiply(base).add(BigInteger.valueOf(digits[i]));
            }
            return number;
        }

        static void write(BigInteger number, int radix, byte[] digits, int from, int to) {
            BigInteger rest = number;
            BigInteger base = BigInteger.valueOf(radix);
            for (int i = to - 1; i >= from; i--) {
                BigInteger[] parts = rest.divideAndRemainder(base);
                digits[i] = parts[1].byteValue();
                rest = parts[0];
            }
        }
    }
}
