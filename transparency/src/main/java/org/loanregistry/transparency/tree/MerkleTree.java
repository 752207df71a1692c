package org.loanregistry.transparency.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole RFC 9162 tree in memory, for the small ones: the fields of a record, the events of a receipt, a feed. Keeps two
 * hashes a leaf. Immutable.
 */
public final class MerkleTree {
    /** Level 0 is the leaves; an odd last node moves up unchanged, which is where RFC 9162 splits. */
    private final List<List<Hash>> levels;

    private MerkleTree(List<List<Hash>> levels) {
        this.levels = levels;
    }

    /** The tree over {@code leafHashes}, which may be empty. */
    public static MerkleTree of(List<Hash> leafHashes) {
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash> level = List.copyOf(leafHashes);
        levels.add(level);
        while (level.size() > 1) {
            level = parents(level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    /** The root over {@code leafHashes}, which may be empty. */
    public static Hash root(List<Hash> leafHashes) {
        return of(leafHashes).root();
    }

    /** The inclusion path of leaf {@code leafIndex}, leaf to root; 0 <= leafIndex < number of leaves. */
    public static List<Hash> inclusionPath(List<Hash> leafHashes, int leafIndex) {
        return of(leafHashes).inclusionPath(leafIndex);
    }

    /** The number of leaves. */
    public int size() {
        return levels.getFirst().size();
    }

    /** The root of the tree. */
    public Hash root() {
        return size() == 0 ? TreeHash.emptyRoot() : levels.getLast().getFirst();
    }

    /** The inclusion path of leaf {@code leafIndex}, leaf to root; 0 <= leafIndex < {@link #size}. */
    public List<Hash> inclusionPath(int leafIndex) {
        if (leafIndex < 0 || leafIndex >= size()) {
            throw new IllegalArgumentException(
                    "got leaf index " + leafIndex + ", want at least 0 and below the tree size " + size());
        }
        List<Hash> path = new ArrayList<>();
        int position = leafIndex;
        for (List<Hash> level : levels) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            position >>= 1;
        }
        return List.copyOf(path);
    }

    private static List<Hash> parents(List<Hash> level) {
        List<Hash> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(TreeHash.node(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return parents;
    }
}
