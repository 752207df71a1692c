package org.loanregistry.transparency.tile;

import java.util.Arrays;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** A tile with all perfect subtrees inside it, heights 0 to 7, each level of nodes behind the one below. Immutable. */
final class TileNodes {
    private static final int NODES = 2 * TileAddress.FULL - 2;

    private final TileAddress address;
    private final byte[] nodes;

    private TileNodes(TileAddress address, byte[] nodes) {
        this.address = address;
        this.nodes = nodes;
    }

    static TileNodes read(TileAddress address, TileReader reader) {
        byte[] hashes = reader.read(address);
        if (hashes.length != address.width() * Hash.LENGTH) {
            throw new IllegalStateException("got " + hashes.length + " bytes for tile " + address.path() + ", want "
                    + address.width() * Hash.LENGTH);
        }
        byte[] nodes = Arrays.copyOf(hashes, NODES * Hash.LENGTH);
        for (int height = 1; height < 8; height++) {
            for (int i = 0; i < address.width() >> height; i++) {
                TreeHash.node(hash(nodes, height - 1, 2 * i), hash(nodes, height - 1, 2 * i + 1))
                        .copyTo(nodes, offset(height, i));
            }
        }
        return new TileNodes(address, nodes);
    }

    TileAddress address() {
        return address;
    }

    /** The root over 2^height hashes, the one that begins at {@code slot}; 0 <= height < 8, slot a multiple of 2^height. */
    Hash node(int height, int slot) {
        return hash(nodes, height, slot >> height);
    }

    private static Hash hash(byte[] nodes, int height, int number) {
        return Hash.at(nodes, offset(height, number));
    }

    private static int offset(int height, int number) {
        return (2 * TileAddress.FULL - ((2 * TileAddress.FULL) >> height) + number) * Hash.LENGTH;
    }
}
