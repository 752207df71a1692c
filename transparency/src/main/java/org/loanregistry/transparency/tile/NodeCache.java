package org.loanregistry.transparency.tile;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The inner nodes of full tiles of one log, 16 KiB a tile, at most as many as it was made for: a full tile never changes,
 * so that what is kept is right under every later head. Two tiles may compete for one place. Safe for many threads.
 */
public final class NodeCache {
    private final AtomicReferenceArray<TileNodes> places;

    /** A cache of at most {@code tiles} tiles, at least 1. */
    public NodeCache(int tiles) {
        if (tiles < 1) {
            throw new IllegalArgumentException("got a cache of " + tiles + " tiles, want at least 1");
        }
        this.places = new AtomicReferenceArray<>(tiles);
    }

    /** The nodes of a full tile, read if they are not here. */
    TileNodes nodes(TileAddress address, TileReader reader) {
        int place = (int) Math.floorMod(address.index() + address.level() * 0x9E37_79B9L, (long) places.length());
        TileNodes kept = places.getAcquire(place);
        if (kept != null && kept.address().equals(address)) {
            return kept;
        }
        TileNodes read = TileNodes.read(address, reader);
        places.setRelease(place, read);
        return read;
    }
}
