package org.loanregistry.transparency.feed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * One entry of a lender's feed: its number from 0, the index and hash of the leaf it points at, and the 32-byte salt that
 * {@link FeedKey} gives for the number. Format {@code LRF2}, docs/formats.md, section 6. Equal by content.
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record FeedEntry(byte[] salt, long number, long logIndex, Hash leafHash) {
    private static final int LENGTH = 84;
    private static final byte[] PREFIX = {'L', 'R', 'F', '2'};

    /** Copies the salt; refuses one of another length, and negative numbers. */
    public FeedEntry {
        if (salt.length != FeedKey.LENGTH) {
            throw new IllegalArgumentException("got a salt of " + salt.length + " bytes, want " + FeedKey.LENGTH);
        }
        if (number < 0 || logIndex < 0) {
            throw new IllegalArgumentException(
                    "got entry " + number + " for leaf " + logIndex + ", want both at least 0");
        }
        salt = salt.clone();
    }

    /** The 84 bytes of the feed's leaf. */
    public byte[] leafData() {
        return ByteBuffer.allocate(LENGTH)
                .put(PREFIX)
                .put(salt)
                .putLong(number)
                .putLong(logIndex)
                .put(leafHash.toBytes())
                .array();
    }

    /** The leaf hash in the feed's tree. */
    public Hash feedLeafHash() {
        return TreeHash.leaf(leafData());
    }

    /** A copy of the salt. */
    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedEntry entry && Arrays.equals(leafData(), entry.leafData());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(leafData());
    }

    @Override
    public String toString() {
        return "FeedEntry[" + number + " -> leaf " + logIndex + "]";
    }
}
