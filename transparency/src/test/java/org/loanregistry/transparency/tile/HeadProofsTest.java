package org.loanregistry.transparency.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

class HeadProofsTest {
    private static final int LEAVES = 70_000;
    private static final List<Hash> HASHES = hashes();

    private static List<Hash> hashes() {
        List<Hash> hashes = new ArrayList<>(LEAVES);
        for (int i = 0; i < LEAVES; i++) {
            hashes.add(TreeHash.leaf(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i}));
        }
        return hashes;
    }

    @ParameterizedTest(name = "of {0} leaves")
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 65_793, LEAVES})
    void a_proof_is_the_one_made_without_a_cache(int size) {
        var tiles = MemoryTiles.of(HASHES.subList(0, size));
        var plain = new TileProofs(tiles);
        // Three places for some 275 tiles: most of them lose theirs to another.
        var cached = new HeadProofs(size, tiles, new NodeCache(3));
        var random = new Random(size);
        for (int i = 0; i < 200; i++) {
            long leaf = i == 0 ? size - 1 : random.nextInt(size);
            assertEquals(plain.inclusion(leaf, size), cached.inclusion(leaf));
        }
    }

    @Test
    void the_cache_is_right_under_a_later_head() {
        var cache = new NodeCache(64);
        for (int size : new int[] {1000, 65_536, LEAVES}) {
            var tiles = MemoryTiles.of(HASHES.subList(0, size));
            var root = new TileProofs(tiles).root(size);
            var proofs = new HeadProofs(size, tiles, cache);
            for (int leaf = 0; leaf < 1000; leaf += 37) {
                assertTrue(proofs.inclusion(leaf).check(HASHES.get(leaf), root).isValid());
            }
        }
    }

    @Test
    void a_tile_in_the_cache_is_not_read_again() {
        var tiles = MemoryTiles.of(HASHES.subList(0, 512));
        var proofs = new HeadProofs(512, tiles, new NodeCache(64));
        proofs.inclusion(300);
        int reads = tiles.reads();
        proofs.inclusion(299);
        assertEquals(reads, tiles.reads());
    }

    @Test
    void what_is_no_leaf_no_tree_and_no_cache_is_refused() {
        var tiles = MemoryTiles.of(HASHES.subList(0, 3));
        var proofs = new HeadProofs(3, tiles, new NodeCache(1));
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(-1));
        assertThrows(IllegalArgumentException.class, () -> proofs.inclusion(3));
        assertThrows(IllegalArgumentException.class, () -> new HeadProofs(0, tiles, new NodeCache(1)));
        assertThrows(IllegalArgumentException.class, () -> new NodeCache(0));
    }

    @Test
    void a_tile_of_the_wrong_length_is_refused_and_not_kept() {
        var cache = new NodeCache(8);
        var broken = new HeadProofs(256, address -> new byte[31], cache);
        assertThrows(IllegalStateException.class, () -> broken.inclusion(0));
        var tiles = MemoryTiles.of(HASHES.subList(0, 256));
        var root = new TileProofs(tiles).root(256);
        assertTrue(new HeadProofs(256, tiles, cache)
                .inclusion(0)
                .check(HASHES.getFirst(), root)
                .isValid());
    }
}
