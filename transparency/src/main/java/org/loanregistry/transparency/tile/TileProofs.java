package org.loanregistry.transparency.tile;

import java.util.List;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;

/**
 * Proofs, roots and leaf hashes of any size of a log, made from its tiles. An answer reads each tile it needs once: about
 * one a level on the leaf's path and one a level on the right edge, that is O(log n) tiles.
 */
public final class TileProofs {
    private final TileReader reader;

    /** Proofs from the tiles of {@code reader}. */
    public TileProofs(TileReader reader) {
        this.reader = reader;
    }

    /** The inclusion proof of a leaf; 0 <= leafIndex < treeSize. */
    public InclusionProof inclusion(long leafIndex, long treeSize) {
        requireLeaf(leafIndex, treeSize);
        List<Hash> path = new TiledTree(treeSize, reader).inclusionPath(leafIndex);
        return new InclusionProof(leafIndex, treeSize, path);
    }

    /** The proof that the tree of newSize extends that of oldSize; 1 <= oldSize <= newSize. */
    public ConsistencyProof consistency(long oldSize, long newSize) {
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException(
                    "got old tree size " + oldSize + ", want at least 1 and at most the new tree size " + newSize);
        }
        List<Hash> path = new TiledTree(newSize, reader).consistencyPath(oldSize);
        return new ConsistencyProof(oldSize, newSize, path);
    }

    /** The root of the tree of {@code treeSize} leaves, which may be 0. */
    public Hash root(long treeSize) {
        return new TiledTree(treeSize, reader).root();
    }

    /** The hash of a leaf, read from the tiles of {@code treeSize}; 0 <= leafIndex < treeSize. */
    public Hash leafHash(long leafIndex, long treeSize) {
        requireLeaf(leafIndex, treeSize);
        return new TiledTree(treeSize, reader).range(leafIndex, leafIndex + 1);
    }

    private static void requireLeaf(long leafIndex, long treeSize) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            throw new IllegalArgumentException(
                    "got leaf index " + leafIndex + ", want at least 0 and below the tree size " + treeSize);
        }
    }
}
