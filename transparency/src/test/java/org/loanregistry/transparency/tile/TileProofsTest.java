package org.loanregistry.transparency.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

class TileProofsTest {
    /** A log of equal leaves: every perfect subtree of a height has one hash, so any tile can be made up. */
    private static final class EqualLeaves implements TileReader {
        private final List<Hash> perfect = new ArrayList<>(List.of(TreeHash.leaf(new byte[0])));
        private int reads;

        EqualLeaves() {
            for (int height = 1; height < 64; height++) {
                perfect.add(TreeHash.node(perfect.getLast(), perfect.getLast()));
            }
        }

        @Override
        public byte[] read(TileAddress address) {
            reads++;
            byte[] hashes = new byte[address.width() * Hash.LENGTH];
            for (int i = 0; i < address.width(); i++) {
                perfect.get(address.level() * 8).copyTo(hashes, i * Hash.LENGTH);
            }
            return hashes;
        }
    }

    @Test
    void proofs_of_a_log_of_2_to_the_40_touch_a_handful_of_tiles() {
        long size = (1L << 40) + 123_456_789L;
        EqualLeaves leaves = new EqualLeaves();
        TileProofs proofs = new TileProofs(leaves);
        Hash root = proofs.root(size);
        assertTrue(leaves.reads <= 6, "root read " + leaves.reads + " tiles");
        for (long leafIndex : List.of(0L, size / 3, size - 1)) {
            leaves.reads = 0;
            assertTrue(proofs.inclusion(leafIndex, size)
                    .check(leaves.perfect.getFirst(), root)
                    .isValid());
            assertTrue(leaves.reads <= 12, "inclusion read " + leaves.reads + " tiles");
        }
        for (long oldSize : List.of(1L, 1_000_000_007L, (1L << 40) - 1, size - 100_000)) {
            Hash oldRoot = proofs.root(oldSize);
            leaves.reads = 0;
            assertTrue(proofs.consistency(oldSize, size).check(oldRoot, root).isValid(), "from " + oldSize);
            assertTrue(leaves.reads <= 12, "consistency read " + leaves.reads + " tiles");
        }
    }

    @Test
    void a_tile_is_read_once_for_one_answer() {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            leaves.add(TreeHash.leaf(new byte[] {(byte) i}));
        }
        MemoryTiles tiles = MemoryTiles.of(leaves);
        new TileProofs(tiles).inclusion(7, 200);
        assertEquals(1, tiles.reads());
    }

    @Test
    void a_tile_of_the_wrong_length_is_refused() {
        TileProofs proofs = new TileProofs(address -> new byte[address.width() * Hash.LENGTH + 1]);
        assertThrows(IllegalStateException.class, () -> proofs.root(3));
        TileProofs tooShort = new TileProofs(address -> new byte[0]);
        assertThrows(IllegalStateException.class, () -> tooShort.inclusion(0, 3));
    }

    @Test
    void bounds_are_checked_before_any_tile_is_read() {
        MemoryTiles none = new MemoryTiles();
        TileProofs proofs = new TileProofs(none);
        assertThrows(IllegalArgumentException.class, () -> proofs.root(-1));
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(3, 3));
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(-1, 3));
        assertThrows(IllegalArgumentException.class, () -> proofs.leafHash(3, 3));
        assertThrows(IllegalArgumentException.class, () -> proofs.consistency(0, 3));
        assertThrows(IllegalArgumentException.class, () -> proofs.consistency(4, 3));
        assertEquals(0, none.reads());
    }
}
