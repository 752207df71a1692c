package org.loanregistry.privacy.envelope;

import java.util.Arrays;
import org.loanregistry.privacy.key.VaultException;

/** ISO/IEC 7816-4 padding to 16 bytes, which hides the length of a name: 0x80, then zeros; at least one byte. */
final class Padding {
    private static final int BLOCK = 16;

    private Padding() {}

    /** A padded copy. */
    static byte[] pad(byte[] plain) {
        byte[] padded = Arrays.copyOf(plain, (plain.length / BLOCK + 1) * BLOCK);
        padded[plain.length] = (byte) 0x80;
        return padded;
    }

    /** An unpadded copy; {@link VaultException} if the end is not the shortest padding to a whole block. */
    static byte[] unpad(byte[] padded) {
        int last = padded.length - 1;
        while (last >= 0 && padded[last] == 0) {
            last--;
        }
        boolean whole = padded.length % BLOCK == 0 && padded.length - last <= BLOCK;
        if (last < 0 || padded[last] != (byte) 0x80 || !whole) {
            throw new VaultException();
        }
        return Arrays.copyOf(padded, last);
    }
}
