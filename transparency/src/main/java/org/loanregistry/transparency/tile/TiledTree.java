package org.loanregistry.transparency.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** One tree size seen through its tiles; remembers the tiles read, so it lives for one answer only. */
final class TiledTree {
    private static final int LEVELS_PER_TILE = 8;

    private final long treeSize;
    private final TileReader reader;
    private final Map<TileAddress, byte[]> tilesRead = new HashMap<>();

    TiledTree(long treeSize, TileReader reader) {
        if (treeSize < 0) {
            throw new IllegalArgumentException("got tree size " + treeSize + ", want at least 0");
        }
        this.treeSize = treeSize;
        this.reader = reader;
    }

    Hash root() {
        return treeSize == 0 ? TreeHash.emptyRoot() : range(0, treeSize);
    }

    /** RFC 9162 section 2.1.3.1, from the root downwards. */
    List<Hash> inclusionPath(long leafIndex) {
        List<Hash> rootToLeaf = new ArrayList<>();
        long begin = 0;
        long end = treeSize;
        while (end - begin > 1) {
            long middle = begin + split(end - begin);
            if (leafIndex < middle) {
                rootToLeaf.add(range(middle, end));
                end = middle;
            } else {
                rootToLeaf.add(range(begin, middle));
                begin = middle;
            }
        }
        return rootToLeaf.reversed();
    }

    /** RFC 9162 section 2.1.4.1, from the root downwards. */
    List<Hash> consistencyPath(long oldSize) {
        if (oldSize == treeSize) {
            return List.of();
        }
        List<Hash> rootToLeaf = new ArrayList<>();
        long begin = 0;
        long end = treeSize;
        while (oldSize != end) {
            long middle = begin + split(end - begin);
            if (oldSize <= middle) {
                rootToLeaf.add(range(middle, end));
                end = middle;
            } else {
                rootToLeaf.add(range(begin, middle));
                begin = middle;
            }
        }
        if (begin > 0) {
            rootToLeaf.add(range(begin, end));
        }
        return rootToLeaf.reversed();
    }

    /** The root over the leaves from begin to end - 1, a subtree of the RFC 9162 tree. */
    Hash range(long begin, long end) {
        long width = end - begin;
        if (Long.bitCount(width) == 1) {
            return perfect(begin, Long.numberOfTrailingZeros(width));
        }
        long middle = begin + split(width);
        return TreeHash.node(range(begin, middle), range(middle, end));
    }

    private Hash perfect(long begin, int height) {
        int level = height / LEVELS_PER_TILE;
        int count = 1 << (height % LEVELS_PER_TILE);
        long position = begin >>> (level * LEVELS_PER_TILE);
        byte[] hashes = tile(level, position / TileAddress.FULL);
        return TreeHash.perfectRoot(hashes, (int) (position % TileAddress.FULL) * Hash.LENGTH, count);
    }

    private byte[] tile(int level, long index) {
        long hashesAtLevel = treeSize >>> (level * LEVELS_PER_TILE);
        int width = (int) Math.min(TileAddress.FULL, hashesAtLevel - index * TileAddress.FULL);
        return tilesRead.computeIfAbsent(new TileAddress(level, index, width), this::read);
    }

    private byte[] read(TileAddress address) {
        byte[] hashes = reader.read(address);
        if (hashes.length != address.width() * Hash.LENGTH) {
            throw new IllegalStateException("got " + hashes.length + " bytes for " + address.path() + ", want "
                    + address.width() * Hash.LENGTH);
        }
        return Arrays.copyOf(hashes, hashes.length);
    }

    /** The largest power of two below {@code size}, which is at least 2. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
