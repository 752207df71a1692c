package org.loanregistry.transparency.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Extends a tree of tiles, holding its right edge only: the partial tile of each level and the frontier. Full tiles pile
 * up until they are taken. One node hash a leaf on average. Mutable, not thread-safe.
 */
public final class TileAppender {
    private static final int LEVELS_PER_TILE = 8;
    private static final int TILE_LEVELS = 8; // 256^8 is past the largest size, 2^63 - 1

    private final CompactRange frontier;
    private final List<byte[]> edge = new ArrayList<>();
    private final List<Tile> fullTiles = new ArrayList<>();

    private TileAppender(CompactRange frontier) {
        this.frontier = frontier;
        for (int level = 0; level < TILE_LEVELS; level++) {
            edge.add(new byte[TileAddress.FULL * Hash.LENGTH]);
        }
    }

    /** Starts with the tree without leaves. */
    public static TileAppender empty() {
        return new TileAppender(CompactRange.empty());
    }

    /** Goes on at {@code size}; reads the partial tiles of exactly this size, at most eight, from {@code edge}. */
    public static TileAppender resume(long size, TileReader edge) {
        if (size < 0) {
            throw new IllegalArgumentException("got tree size " + size + ", want at least 0");
        }
        List<Tile> tiles = new ArrayList<>();
        for (TileAddress address : edgeAddresses(size)) {
            tiles.add(new Tile(address, edge.read(address)));
        }
        TileAppender appender = new TileAppender(CompactRange.of(size, frontierOf(tiles)));
        for (Tile tile : tiles) {
            byte[] hashes = tile.hashes();
            System.arraycopy(hashes, 0, appender.edge.get(tile.address().level()), 0, hashes.length);
        }
        return appender;
    }

    /** The partial tiles that a tree of {@code size} ends with, lowest level first; those of {@link #edgeTiles}. */
    public static List<TileAddress> edgeAddresses(long size) {
        List<TileAddress> addresses = new ArrayList<>();
        for (int level = 0; level < TILE_LEVELS; level++) {
            long hashesAtLevel = size >>> (level * LEVELS_PER_TILE);
            int width = (int) (hashesAtLevel % TileAddress.FULL);
            if (width > 0) {
                addresses.add(new TileAddress(level, hashesAtLevel / TileAddress.FULL, width));
            }
        }
        return addresses;
    }

    /** Appends one leaf, given by its leaf hash. */
    public void append(Hash leafHash) {
        long leafIndex = frontier.size();
        place(0, leafIndex, leafHash);
        frontier.append(leafHash, (node, height) -> {
            if (height % LEVELS_PER_TILE == 0) {
                place(height / LEVELS_PER_TILE, leafIndex >>> height, node);
            }
        });
    }

    /** The number of leaves. */
    public long size() {
        return frontier.size();
    }

    /** The root of the tree. */
    public Hash root() {
        return frontier.root();
    }

    /** A copy of the frontier. */
    public CompactRange frontier() {
        return frontier.copy();
    }

    /** The tiles that became full since the last call, in the order in which they did; each is given out once. */
    public List<Tile> takeFullTiles() {
        List<Tile> taken = List.copyOf(fullTiles);
        fullTiles.clear();
        return taken;
    }

    /** The partial tiles of the present size, lowest level first; none is empty, none is full. */
    public List<Tile> edgeTiles() {
        List<Tile> tiles = new ArrayList<>();
        for (TileAddress address : edgeAddresses(size())) {
            byte[] hashes = Arrays.copyOf(edge.get(address.level()), address.width() * Hash.LENGTH);
            tiles.add(new Tile(address, hashes));
        }
        return List.copyOf(tiles);
    }

    private void place(int level, long position, Hash hash) {
        int slot = (int) (position % TileAddress.FULL);
        hash.copyTo(edge.get(level), slot * Hash.LENGTH);
        if (slot == TileAddress.FULL - 1) {
            TileAddress address = new TileAddress(level, position / TileAddress.FULL, TileAddress.FULL);
            fullTiles.add(new Tile(address, edge.get(level)));
        }
    }

    /** The perfect subtrees to the left of the edge, largest first: the one bits of each level's width. */
    private static List<Hash> frontierOf(List<Tile> edgeTiles) {
        List<Hash> hashes = new ArrayList<>();
        for (Tile tile : edgeTiles.reversed()) {
            int offset = 0;
            for (int count = TileAddress.FULL / 2; count > 0; count /= 2) {
                if ((tile.address().width() & count) != 0) {
                    hashes.add(TreeHash.perfectRoot(tile.hashes(), offset * Hash.LENGTH, count));
                    offset += count;
                }
            }
        }
        return hashes;
    }
}
