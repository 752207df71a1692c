package org.loanregistry.transparency.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * The frontier of a tree: the roots of its perfect subtrees from left to right, one for each one bit of the size. Enough
 * to append leaves and to know the root; at most 63 hashes. Mutable, not thread-safe.
 */
public final class CompactRange {
    private final List<Hash> hashes;
    private long size;

    private CompactRange(long size, List<Hash> hashes) {
        if (size < 0) {
            throw new IllegalArgumentException("got tree size " + size + ", want at least 0");
        }
        if (hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "got " + hashes.size() + " hashes for tree size " + size + ", want " + Long.bitCount(size));
        }
        this.size = size;
        this.hashes = new ArrayList<>(hashes);
    }

    /** The frontier of the tree without leaves. */
    public static CompactRange empty() {
        return new CompactRange(0, List.of());
    }

    /** The frontier of {@code size} leaves; as many hashes as the size has one bits, the largest subtree first. */
    public static CompactRange of(long size, List<Hash> hashes) {
        return new CompactRange(size, hashes);
    }

    /** As {@link #of}, the hashes concatenated: 32 bytes for each one bit of the size. */
    public static CompactRange parse(long size, byte[] concatenated) {
        if (size < 0 || concatenated.length != Long.bitCount(size) * Hash.LENGTH) {
            throw new IllegalArgumentException("got a frontier of " + concatenated.length + " bytes for tree size "
                    + size + ", want " + Long.bitCount(size) * Hash.LENGTH);
        }
        List<Hash> hashes = new ArrayList<>();
        for (int offset = 0; offset < concatenated.length; offset += Hash.LENGTH) {
            hashes.add(Hash.at(concatenated, offset));
        }
        return new CompactRange(size, hashes);
    }

    /** A copy that changes apart from this one. */
    public CompactRange copy() {
        return new CompactRange(size, hashes);
    }

    /** Appends one leaf, given by its leaf hash. */
    public void append(Hash leafHash) {
        append(leafHash, (node, level) -> {});
    }

    /**
     * Appends one leaf and tells {@code completed} of every perfect subtree that this leaf completes, smallest first, with
     * its level; level 1 has two leaves.
     */
    public void append(Hash leafHash, ObjIntConsumer<Hash> completed) {
        if (size == Long.MAX_VALUE) {
            throw new IllegalStateException("the tree is full");
        }
        Hash node = leafHash;
        int merges = Long.numberOfTrailingZeros(~size);
        for (int level = 1; level <= merges; level++) {
            node = TreeHash.node(hashes.removeLast(), node);
            completed.accept(node, level);
        }
        hashes.add(node);
        size++;
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The roots of the perfect subtrees, the largest (leftmost) first. */
    public List<Hash> hashes() {
        return List.copyOf(hashes);
    }

    /** {@link #hashes} concatenated, as {@link #parse} reads them. */
    public byte[] toBytes() {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    /** The RFC 9162 root of the tree. */
    public Hash root() {
        if (hashes.isEmpty()) {
            return TreeHash.emptyRoot();
        }
        Hash root = hashes.getLast();
        for (int i = hashes.size() - 2; i >= 0; i--) {
            root = TreeHash.node(hashes.get(i), root);
        }
        return root;
    }
}
