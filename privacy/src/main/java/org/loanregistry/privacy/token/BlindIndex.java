package org.loanregistry.privacy.token;

import java.util.Arrays;

/**
 * 17 bytes by which equal values of one tenant, purpose and kind are found: the epoch, then 16 bytes of a keyed hash. A
 * stable token of a person: kept in the database, never shown.
 */
public final class BlindIndex {
    /** Length in bytes. */
    public static final int BYTES = 17;

    private final byte[] bytes;

    BlindIndex(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The epoch of the key that made it, 1 to 255. */
    public int epoch() {
        return bytes[0] & 0xFF;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlindIndex that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Shows the epoch only. */
    @Override
    public String toString() {
        return "BlindIndex[epoch " + epoch() + "]";
    }
}
