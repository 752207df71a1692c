package org.loanregistry.transparency.tree;

import java.util.List;

/**
 * The shape of a path from a node to the root. The lower {@code inner} hashes are siblings on either side, as the bits of
 * the index say; the upper {@code border} ones all lie to the left, where the node's ancestors are the tree's right edge.
 */
record ProofPath(int inner, int border) {
    /** The path of leaf {@code leafIndex} in a tree of {@code treeSize}; 0 <= leafIndex < treeSize. */
    static ProofPath of(long leafIndex, long treeSize) {
        int inner = Long.SIZE - Long.numberOfLeadingZeros(leafIndex ^ (treeSize - 1));
        int border = Long.bitCount(inner == Long.SIZE ? 0 : leafIndex >>> inner);
        return new ProofPath(inner, border);
    }

    int length() {
        return inner + border;
    }

    /** Hashes {@code seed} upwards with siblings on the side that the bits of {@code index} say. */
    static Hash up(Hash seed, List<Hash> siblings, long index) {
        Hash node = seed;
        for (int level = 0; level < siblings.size(); level++) {
            Hash sibling = siblings.get(level);
            boolean isRight = ((index >>> level) & 1) == 1;
            node = isRight ? TreeHash.node(sibling, node) : TreeHash.node(node, sibling);
        }
        return node;
    }

    /** As {@link #up}, but takes only the siblings to the left: the root of the tree as it was before. */
    static Hash upLeftOnly(Hash seed, List<Hash> siblings, long index) {
        Hash node = seed;
        for (int level = 0; level < siblings.size(); level++) {
            if (((index >>> level) & 1) == 1) {
                node = TreeHash.node(siblings.get(level), node);
            }
        }
        return node;
    }

    /** Hashes {@code seed} upwards along the right edge: every sibling lies to the left. */
    static Hash upRightEdge(Hash seed, List<Hash> siblings) {
        Hash node = seed;
        for (Hash sibling : siblings) {
            node = TreeHash.node(sibling, node);
        }
        return node;
    }
}
