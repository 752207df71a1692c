package org.loanregistry.transparency.tile;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileReader {
    /** The content of a tile: exactly width * 32 bytes. A tile that is not there is the reader's own exception. */
    byte[] read(TileAddress address);
}
