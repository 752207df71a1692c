package org.loanregistry.privacy.envelope;

import java.util.Arrays;
import org.loanregistry.privacy.key.VaultException;

/** ISO/IEC 7816-4 padding, which hides the length of a name: 0x80, then zeros; at least one byte. */
public enum Padding {
    /** The sealed length shows the length. */
    NONE(1),
    /** To 16 bytes: names and numbers. */
    TO_16(16),
    /** To 64 bytes: addresses. */
    TO_64(64);

    private final int block;

    Padding(int block) {
        this.block = block;
    }

    /** A padded copy; the array itself where nothing is to be padded. */
    byte[] pad(byte[] plain) {
        if (this == NONE) {
            return plain;
        }
        byte[] padded = Arrays.copyOf(plain, (plain.length / block + 1) * block);
        padded[plain.length] = (byte) 0x80;
        return padded;
    }

    /** An unpadded copy; {@link VaultException} if the end is not the shortest padding to 16 or to 64 bytes. */
    static byte[] unpad(byte[] padded) {
        int last = padded.length - 1;
        while (last >= 0 && padded[last] == 0) {
            last--;
        }
        int added = padded.length - last;
        if (last < 0 || padded[last] != (byte) 0x80 || !(TO_16.fits(padded, added) || TO_64.fits(padded, added))) {
            throw new VaultException();
        }
        return Arrays.copyOf(padded, last);
    }

    private boolean fits(byte[] padded, int added) {
        return padded.length % block == 0 && added <= block;
    }
}
