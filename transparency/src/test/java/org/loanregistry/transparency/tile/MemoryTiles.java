package org.loanregistry.transparency.tile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.tree.Hash;

/** Every tile of a log in memory, cut to the width asked for. */
public final class MemoryTiles implements TileReader {
    private final Map<String, byte[]> tiles = new HashMap<>();
    private int reads;

    /** The tiles of these leaves. */
    public static MemoryTiles of(List<Hash> leaves) {
        MemoryTiles tiles = new MemoryTiles();
        TileAppender appender = TileAppender.empty();
        leaves.forEach(appender::append);
        appender.takeFullTiles().forEach(tiles::put);
        appender.edgeTiles().forEach(tiles::put);
        return tiles;
    }

    /** Keeps a tile, in place of a narrower one. */
    public void put(Tile tile) {
        tiles.put(key(tile.address()), tile.hashes());
    }

    /** How many tiles were read. */
    public int reads() {
        return reads;
    }

    @Override
    public byte[] read(TileAddress address) {
        reads++;
        byte[] hashes = tiles.get(key(address));
        if (hashes == null || hashes.length < address.width() * Hash.LENGTH) {
            throw new IllegalStateException("no tile " + address.path());
        }
        return Arrays.copyOf(hashes, address.width() * Hash.LENGTH);
    }

    private static String key(TileAddress address) {
        return address.level() + "/" + address.index();
    }
}
