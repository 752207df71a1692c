package org.loanregistry.transparency.tree;

import org.loanregistry.transparency.bytes.Sha256;

/** The three hashes of an RFC 9162 tree (section 2.1.1), domain-separated by the first byte. */
public final class TreeHash {
    private static final byte LEAF_PREFIX = 0x00;
    private static final byte NODE_PREFIX = 0x01;
    private static final Hash EMPTY_ROOT = Hash.owning(Sha256.of());

    private TreeHash() {}

    /** The root of the tree without leaves: SHA-256 of nothing. */
    public static Hash emptyRoot() {
        return EMPTY_ROOT;
    }

    /** The hash of a leaf: SHA-256 of 0x00 and {@code leafData}, which may have any length. */
    public static Hash leaf(byte[] leafData) {
        return Hash.owning(Sha256.of(LEAF_PREFIX, leafData));
    }

    /** The hash of an inner node: SHA-256 of 0x01, {@code left} and {@code right}. */
    public static Hash node(Hash left, Hash right) {
        return Hash.owning(Sha256.of(NODE_PREFIX, left.shared(), right.shared()));
    }

    /** The root over {@code count} hashes that lie one after the other in {@code hashes}; count is a power of two. */
    public static Hash perfectRoot(byte[] hashes, int offset, int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("got a perfect tree of " + count + " leaves, want a power of two");
        }
        if (count == 1) {
            return Hash.at(hashes, offset);
        }
        int half = count / 2;
        return node(perfectRoot(hashes, offset, half), perfectRoot(hashes, offset + half * Hash.LENGTH, half));
    }
}
