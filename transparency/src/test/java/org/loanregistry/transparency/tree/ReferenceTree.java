package org.loanregistry.transparency.tree;

import java.util.ArrayList;
import java.util.List;

/** RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1, word by word; slow. */
public final class ReferenceTree {
    private ReferenceTree() {}

    /** MTH(D). */
    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return TreeHash.emptyRoot();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = split(leaves.size());
        return TreeHash.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** PATH(m, D). */
    public static List<Hash> inclusion(int leafIndex, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = split(leaves.size());
        List<Hash> left = leaves.subList(0, split);
        List<Hash> right = leaves.subList(split, leaves.size());
        return leafIndex < split
                ? joined(inclusion(leafIndex, left), root(right))
                : joined(inclusion(leafIndex - split, right), root(left));
    }

    /** PROOF(m, D). */
    public static List<Hash> consistency(int oldSize, List<Hash> leaves) {
        return subproof(oldSize, leaves, true);
    }

    private static List<Hash> subproof(int oldSize, List<Hash> leaves, boolean known) {
        if (oldSize == leaves.size()) {
            return known ? List.of() : List.of(root(leaves));
        }
        int split = split(leaves.size());
        List<Hash> left = leaves.subList(0, split);
        List<Hash> right = leaves.subList(split, leaves.size());
        return oldSize <= split
                ? joined(subproof(oldSize, left, known), root(right))
                : joined(subproof(oldSize - split, right, false), root(left));
    }

    private static int split(int size) {
        int split = 1;
        while (split * 2 < size) {
            split *= 2;
        }
        return split;
    }

    private static List<Hash> joined(List<Hash> path, Hash last) {
        List<Hash> joined = new ArrayList<>(path);
        joined.add(last);
        return joined;
    }
}
