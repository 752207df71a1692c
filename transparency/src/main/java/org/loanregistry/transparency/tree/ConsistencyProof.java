package org.loanregistry.transparency.tree;

import java.util.List;
import java.util.Optional;

/**
 * RFC 9162 consistency proof: the tree of {@code newSize} leaves starts with the {@code oldSize} leaves of the old one.
 * Holds whatever it was given; only {@link #check} says whether it proves anything. Any tree extends the empty one, so an
 * old size of 0 proves nothing and is refused.
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** The exact number of hashes of a proof; 0 < oldSize <= newSize, else {@link IllegalArgumentException}. */
    public static int pathLength(long oldSize, long newSize) {
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException(outOfRange(oldSize, newSize));
        }
        if (oldSize == newSize) {
            return 0;
        }
        int shift = Long.numberOfTrailingZeros(oldSize);
        int seed = isPowerOfTwo(oldSize) ? 0 : 1;
        return seed + ProofPath.of(oldSize - 1, newSize).length() - shift;
    }

    /**
     * Whether the tree with {@code newRoot} extends the one with {@code oldRoot}: 0 < oldSize <= newSize, a path of exactly
     * the length these two fix, and both roots as computed. Equal sizes need equal roots and an empty path.
     */
    public ProofCheck check(Hash oldRoot, Hash newRoot) {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            return new ProofCheck.Invalid(fault.get());
        }
        if (oldSize == newSize) {
            return compare("the same size's", oldRoot, newRoot);
        }
        int shift = Long.numberOfTrailingZeros(oldSize);
        int start = isPowerOfTwo(oldSize) ? 0 : 1;
        int inner = start + ProofPath.of(oldSize - 1, newSize).inner() - shift;
        Hash seed = start == 0 ? oldRoot : path.getFirst();
        long index = (oldSize - 1) >>> shift;
        List<Hash> siblings = path.subList(start, inner);
        List<Hash> border = path.subList(inner, path.size());
        ProofCheck old =
                compare("old", ProofPath.upRightEdge(ProofPath.upLeftOnly(seed, siblings, index), border), oldRoot);
        return old.isValid()
                ? compare("new", ProofPath.upRightEdge(ProofPath.up(seed, siblings, index), border), newRoot)
                : old;
    }

    private Optional<String> fault() {
        if (oldSize < 1 || oldSize > newSize) {
            return Optional.of(outOfRange(oldSize, newSize));
        }
        int wanted = pathLength(oldSize, newSize);
        return path.size() == wanted
                ? Optional.empty()
                : Optional.of("got a path of " + path.size() + " hashes, want " + wanted + " from tree size " + oldSize
                        + " to " + newSize);
    }

    private static ProofCheck compare(String which, Hash computed, Hash root) {
        return computed.equals(root)
                ? new ProofCheck.Valid()
                : new ProofCheck.Invalid("got " + which + " root " + computed + ", want " + root);
    }

    private static boolean isPowerOfTwo(long size) {
        return Long.bitCount(size) == 1;
    }

    private static String outOfRange(long oldSize, long newSize) {
        return "got old tree size " + oldSize + ", want at least 1 and at most the new tree size " + newSize;
    }
}
