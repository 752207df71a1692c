package org.loanregistry.registry.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tile.TileReader;
import org.loanregistry.transparency.tree.Hash;

/** The tiles of a tree that exists nowhere but in the forger's memory. */
final class ForgedTiles implements TileReader {
    private final Map<TileAddress, byte[]> tiles = new HashMap<>();

    ForgedTiles(List<Hash> leaves) {
        var appender = TileAppender.empty();
        leaves.forEach(appender::append);
        appender.takeFullTiles().forEach(tile -> tiles.put(tile.address(), tile.hashes()));
        appender.edgeTiles().forEach(tile -> tiles.put(tile.address(), tile.hashes()));
    }

    @Override
    public byte[] read(TileAddress address) {
        var hashes = tiles.get(address);
        if (hashes == null) {
            throw new IllegalArgumentException("no tile " + address.path());
        }
        return hashes;
    }
}
