package org.loanregistry.transparency.tree;

import java.util.List;
import java.util.Optional;

/**
 * RFC 9162 inclusion proof: {@code path} leads from leaf {@code leafIndex} to the root of a tree of {@code treeSize}
 * leaves, leaf to root. Holds whatever it was given; only {@link #check} says whether it proves anything. Size and root
 * must come from a verified checkpoint, never from where the proof came from.
 */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {
    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** The exact number of hashes of a proof; 0 <= leafIndex < treeSize, else {@link IllegalArgumentException}. */
    public static int pathLength(long leafIndex, long treeSize) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            throw new IllegalArgumentException(outOfRange(leafIndex, treeSize));
        }
        return ProofPath.of(leafIndex, treeSize).length();
    }

    /**
     * Whether the leaf with {@code leafHash} is at {@code leafIndex} of the tree with {@code root}: 0 <= leafIndex <
     * treeSize, a path of exactly the length these two fix, and the same root.
     */
    public ProofCheck check(Hash leafHash, Hash root) {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            return new ProofCheck.Invalid(fault.get());
        }
        Hash computed = rootFrom(leafHash);
        return computed.equals(root)
                ? new ProofCheck.Valid()
                : new ProofCheck.Invalid("the path leads to root " + computed + ", want root " + root);
    }

    /** The root that the path leads to from {@code leafHash}; a wrong index or length is refused. */
    public Hash rootFrom(Hash leafHash) {
        fault().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        int inner = ProofPath.of(leafIndex, treeSize).inner();
        Hash node = ProofPath.up(leafHash, path.subList(0, inner), leafIndex);
        return ProofPath.upRightEdge(node, path.subList(inner, path.size()));
    }

    private Optional<String> fault() {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            return Optional.of(outOfRange(leafIndex, treeSize));
        }
        int wanted = pathLength(leafIndex, treeSize);
        return path.size() == wanted
                ? Optional.empty()
                : Optional.of("got a path of " + path.size() + " hashes, want " + wanted + " for leaf " + leafIndex
                        + " of " + treeSize);
    }

    private static String outOfRange(long leafIndex, long treeSize) {
        return "got leaf index " + leafIndex + ", want at least 0 and below the tree size " + treeSize;
    }
}
