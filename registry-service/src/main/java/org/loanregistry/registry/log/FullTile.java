package org.loanregistry.registry.log;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.MerkleTree;

/**
 * A full tile of leaf hashes with all its inner nodes, for many proofs under one head: all its leaves share the path above
 * the tile.
 */
record FullTile(MerkleTree tree, List<Hash> above) {
    private static final int HEIGHT = 8;

    /** The tile's 256 hashes, and the proof of its first leaf under the head. */
    static FullTile of(byte[] hashes, InclusionProof first) {
        var leaves = IntStream.range(0, TileAddress.FULL)
                .mapToObj(slot -> Hash.at(hashes, slot * Hash.LENGTH))
                .toList();
        var path = first.path();
        return new FullTile(MerkleTree.of(leaves), List.copyOf(path.subList(HEIGHT, path.size())));
    }

    /** The proof of a leaf of this tile. */
    InclusionProof inclusion(long leafIndex, long treeSize) {
        List<Hash> path = new ArrayList<>(tree.inclusionPath((int) (leafIndex % TileAddress.FULL)));
        path.addAll(above);
        return new InclusionProof(leafIndex, treeSize, path);
    }
}
