package org.loanregistry.transparency.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Inclusion proofs under one head, by the thousand: inner nodes come from a cache that all heads of the log share, the
 * right edge is reckoned once. Gives what {@link TileProofs} gives. As safe for threads as its reader.
 */
public final class HeadProofs {
    private static final int LEVELS_PER_TILE = 8;

    private final long treeSize;
    private final TileReader reader;
    private final NodeCache cache;
    private final Map<TileAddress, TileNodes> edgeTiles = new ConcurrentHashMap<>();
    private final Map<Long, Hash> edgeRoots = new ConcurrentHashMap<>();

    /** Proofs under the head of {@code treeSize} leaves, at least 1; {@code cache} is of the same log. */
    public HeadProofs(long treeSize, TileReader reader, NodeCache cache) {
        if (treeSize < 1) {
            throw new IllegalArgumentException("got tree size " + treeSize + ", want at least 1");
        }
        this.treeSize = treeSize;
        this.reader = reader;
        this.cache = cache;
    }

    /** The inclusion proof of a leaf, RFC 9162 section 2.1.3.1; 0 <= leafIndex < treeSize. */
    public InclusionProof inclusion(long leafIndex) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            throw new IllegalArgumentException(
                    "got leaf index " + leafIndex + ", want at least 0 and below the tree size " + treeSize);
        }
        List<Hash> rootToLeaf = new ArrayList<>();
        long begin = 0;
        long end = treeSize;
        while (end - begin > 1) {
            long middle = begin + Long.highestOneBit(end - begin - 1);
            if (leafIndex < middle) {
                rootToLeaf.add(range(middle, end));
                end = middle;
            } else {
                rootToLeaf.add(range(begin, middle));
                begin = middle;
            }
        }
        return new InclusionProof(leafIndex, treeSize, rootToLeaf.reversed());
    }

    private Hash range(long begin, long end) {
        long width = end - begin;
        if (Long.bitCount(width) == 1) {
            return perfect(begin, Long.numberOfTrailingZeros(width));
        }
        // Only the right edge is not perfect, so that its beginning says which root is meant.
        Hash known = edgeRoots.get(begin);
        if (known == null) {
            long middle = begin + Long.highestOneBit(width - 1);
            known = TreeHash.node(range(begin, middle), range(middle, end));
            edgeRoots.put(begin, known);
        }
        return known;
    }

    private Hash perfect(long begin, int height) {
        int level = height / LEVELS_PER_TILE;
        long position = begin >>> (level * LEVELS_PER_TILE);
        long index = position / TileAddress.FULL;
        long hashesAtLevel = treeSize >>> (level * LEVELS_PER_TILE);
        int width = (int) Math.min(TileAddress.FULL, hashesAtLevel - index * TileAddress.FULL);
        var address = new TileAddress(level, index, width);
        TileNodes nodes = width == TileAddress.FULL
                ? cache.nodes(address, reader)
                : edgeTiles.computeIfAbsent(address, edge -> TileNodes.read(edge, reader));
        return nodes.node(height % LEVELS_PER_TILE, (int) (position % TileAddress.FULL));
    }
}
