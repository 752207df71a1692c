package org.loanregistry.privacy.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of three shares of a root key (Shamir, How to Share a Secret, 1979): any two give the key back, one says nothing of it.
 * Each byte of the key is a line's value at 0, a share its value at the share's number, in the field of 2^8 that AES has.
 */
public final class RootShare {
    private static final int SHARES = 3;
    private static final int POLYNOMIAL = 0x11b;
    private static final Pattern TEXT =
            Pattern.compile("loanreg root share v1 ([0-9a-f]{16}) ([123]) ([A-Za-z0-9+/]{43}=)");

    private final String fingerprint;
    private final int number;
    private final byte[] values;

    private RootShare(String fingerprint, int number, byte[] values) {
        this.fingerprint = fingerprint;
        this.number = number;
        this.values = values;
    }

    static List<RootShare> split(byte[] key, SecureRandom random) {
        byte[] slopes = new byte[key.length];
        random.nextBytes(slopes);
        String fingerprint = FileRootKey.fingerprint(key);
        try {
            return IntStream.rangeClosed(1, SHARES)
                    .mapToObj(number -> {
                        byte[] values = new byte[key.length];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = (byte) (key[i] ^ times(slopes[i] & 0xff, number));
                        }
                        return new RootShare(fingerprint, number, values);
                    })
                    .toList();
        } finally {
            Arrays.fill(slopes, (byte) 0);
        }
    }

    /**
     * Parses what {@link #toText} gives; anything else is an {@link IllegalArgumentException} that does not quote it.
     */
    public static RootShare parse(String text) {
        Matcher share = TEXT.matcher(text.strip());
        if (!share.matches()) {
            throw new IllegalArgumentException("not a root share: want one line \"loanreg root share v1 …\"");
        }
        byte[] values = Base64.getDecoder().decode(share.group(3));
        return new RootShare(share.group(1), Integer.parseInt(share.group(2)), values);
    }

    /** The line {@code loanreg root share v1 <root> <number> <base64>}, secret. */
    public String toText() {
        return "loanreg root share v1 " + fingerprint + " " + number + " "
                + Base64.getEncoder().encodeToString(values);
    }

    /**
     * The key that this share and another were split from.
     *
     * @throws IllegalArgumentException if they are of two roots, or one share twice
     * @throws VaultException if one was altered: the key that comes out is not the one they name
     */
    public FileRootKey join(RootShare other) {
        if (!fingerprint.equals(other.fingerprint)) {
            throw new IllegalArgumentException("shares of two roots, " + fingerprint + " and " + other.fingerprint);
        }
        if (number == other.number) {
            throw new IllegalArgumentException("share " + number + " twice, want two different shares");
        }
        byte[] key = new byte[values.length];
        int scale = inverse(number ^ other.number);
        for (int i = 0; i < key.length; i++) {
            int slope = times((values[i] ^ other.values[i]) & 0xff, scale);
            key[i] = (byte) (values[i] ^ times(slope, number));
        }
        try {
            byte[] named = fingerprint.getBytes(US_ASCII);
            if (!MessageDigest.isEqual(FileRootKey.fingerprint(key).getBytes(US_ASCII), named)) {
                throw new VaultException();
            }
            return FileRootKey.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Without branches on secret bits. */
    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = (product << 1) ^ (POLYNOMIAL & -(product >>> 7));
            product ^= a & -((b >>> bit) & 1);
        }
        return product & 0xff;
    }

    /** The power 254; only of share numbers, which are public. */
    private static int inverse(int a) {
        int product = 1;
        for (int i = 0; i < 254; i++) {
            product = times(product, a);
        }
        return product;
    }

    /** Its number and root, not its bytes. */
    @Override
    public String toString() {
        return "RootShare[" + number + " of root " + fingerprint + "]";
    }
}
