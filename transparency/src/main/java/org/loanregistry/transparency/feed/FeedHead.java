package org.loanregistry.transparency.feed;

import java.nio.ByteBuffer;
import org.loanregistry.transparency.tree.Hash;

/** A lender's slot of the feed-heads record: size and root of its feed, 40 bytes. */
public record FeedHead(long size, Hash root) {
    /** The length of a slot, in bytes. */
    public static final int LENGTH = Long.BYTES + Hash.LENGTH;

    /** Refuses a negative size. */
    public FeedHead {
        if (size < 0) {
            throw new IllegalArgumentException("got feed size " + size + ", want at least 0");
        }
    }

    /** Parses exactly 40 bytes. */
    public static FeedHead parse(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("got a feed head of " + bytes.length + " bytes, want " + LENGTH);
        }
        return new FeedHead(ByteBuffer.wrap(bytes).getLong(), Hash.at(bytes, Long.BYTES));
    }

    /** Size, big-endian, and root: 40 bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH).putLong(size).put(root.toBytes()).array();
    }
}
