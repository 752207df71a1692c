package org.loanregistry.transparency.tile;

import java.util.Arrays;
import org.loanregistry.transparency.tree.Hash;

/** A tile's place and content: width * 32 bytes of concatenated hashes. Equal by content. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, equal by content
public record Tile(TileAddress address, byte[] hashes) {
    /** Copies the hashes; refuses a length other than width * 32 bytes. */
    public Tile {
        if (hashes.length != address.width() * Hash.LENGTH) {
            throw new IllegalArgumentException("got " + hashes.length + " bytes for " + address.path() + ", want "
                    + address.width() * Hash.LENGTH);
        }
        hashes = hashes.clone();
    }

    /** A copy of the concatenated hashes. */
    @Override
    public byte[] hashes() {
        return hashes.clone();
    }

    /** The hash at {@code position}; 0 <= position < width. */
    public Hash hash(int position) {
        return Hash.at(hashes, position * Hash.LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile tile && address.equals(tile.address) && Arrays.equals(hashes, tile.hashes);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "Tile[" + address.path() + "]";
    }
}
