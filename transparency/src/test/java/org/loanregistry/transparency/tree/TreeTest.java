package org.loanregistry.transparency.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.TlogVectors;
import org.loanregistry.transparency.tile.MemoryTiles;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tile.TileProofs;

/** The quick tree against the slow one, at the sizes where trees break and at random ones. */
class TreeTest {
    private static final int LARGEST = TlogVectors.SIZE;
    private static final List<Integer> SIZES = List.of(1, 2, 3, 7, 8, 255, 256, 257, 65_535, 65_536, 65_537, LARGEST);
    private static final List<Hash> LEAVES = leaves();

    @Test
    void the_empty_tree_has_the_hash_of_nothing_everywhere() {
        Hash empty = Hash.parseHex(TlogVectors.value("empty root"));
        assertEquals(empty, TreeHash.emptyRoot());
        assertEquals(empty, CompactRange.empty().root());
        assertEquals(empty, MerkleTree.root(List.of()));
        assertEquals(empty, TileAppender.empty().root());
        assertEquals(empty, new TileProofs(address -> new byte[0]).root(0));
        assertEquals(empty, ReferenceTree.root(List.of()));
    }

    @Test
    void frontier_memory_tree_and_tiles_agree_with_the_reference() {
        RandomGenerator random = seeded();
        MemoryTiles tiles = MemoryTiles.of(LEAVES);
        for (int size : sizes(random, 20)) {
            List<Hash> leaves = LEAVES.subList(0, size);
            Hash root = ReferenceTree.root(leaves);
            CompactRange range = CompactRange.empty();
            leaves.forEach(range::append);
            assertEquals(root, range.root(), "frontier of " + size);
            assertEquals(root, CompactRange.parse(size, range.toBytes()).root());
            assertEquals(root, CompactRange.of(size, range.hashes()).root());
            assertEquals(root, MerkleTree.root(leaves), "memory tree of " + size);
            assertEquals(root, new TileProofs(tiles).root(size), "tiles of " + size);
        }
    }

    @Test
    void inclusion_proofs_from_tiles_are_the_reference_ones_and_hold() {
        RandomGenerator random = seeded();
        TileProofs proofs = new TileProofs(MemoryTiles.of(LEAVES));
        for (int size : sizes(random, 10)) {
            List<Hash> leaves = LEAVES.subList(0, size);
            Hash root = ReferenceTree.root(leaves);
            MerkleTree memory = MerkleTree.of(leaves);
            for (int leafIndex : List.of(0, size - 1, size / 2, random.nextInt(size))) {
                InclusionProof proof = proofs.inclusion(leafIndex, size);
                assertEquals(ReferenceTree.inclusion(leafIndex, leaves), proof.path());
                assertEquals(proof.path(), memory.inclusionPath(leafIndex));
                assertEquals(
                        InclusionProof.pathLength(leafIndex, size), proof.path().size());
                assertTrue(proof.check(leaves.get(leafIndex), root).isValid());
                assertFalse(proof.check(TreeHash.leaf(new byte[1]), root).isValid());
                assertEquals(leaves.get(leafIndex), proofs.leafHash(leafIndex, size));
            }
        }
    }

    @Test
    void consistency_proofs_from_tiles_are_the_reference_ones_and_hold() {
        RandomGenerator random = seeded();
        TileProofs proofs = new TileProofs(MemoryTiles.of(LEAVES));
        for (int size : sizes(random, 10)) {
            List<Hash> leaves = LEAVES.subList(0, size);
            Hash root = ReferenceTree.root(leaves);
            for (int oldSize : List.of(1, size, Math.max(1, size - 1), 1 + random.nextInt(size))) {
                Hash oldRoot = ReferenceTree.root(LEAVES.subList(0, oldSize));
                ConsistencyProof proof = proofs.consistency(oldSize, size);
                assertEquals(ReferenceTree.consistency(oldSize, leaves), proof.path());
                assertEquals(
                        ConsistencyProof.pathLength(oldSize, size), proof.path().size());
                assertTrue(proof.check(oldRoot, root).isValid(), oldSize + " to " + size);
                assertFalse(proof.check(TreeHash.leaf(new byte[1]), root).isValid());
                assertFalse(proof.check(oldRoot, TreeHash.leaf(new byte[1])).isValid());
            }
        }
    }

    @Test
    void every_proof_of_every_small_tree_holds_only_for_its_own_place() {
        for (int size = 1; size <= 40; size++) {
            List<Hash> leaves = LEAVES.subList(0, size);
            Hash root = ReferenceTree.root(leaves);
            for (int leafIndex = 0; leafIndex < size; leafIndex++) {
                List<Hash> path = MerkleTree.inclusionPath(leaves, leafIndex);
                for (int claimed = 0; claimed < size; claimed++) {
                    boolean holds = new InclusionProof(claimed, size, path)
                            .check(leaves.get(leafIndex), root)
                            .isValid();
                    assertEquals(claimed == leafIndex, holds, claimed + " of " + size);
                }
            }
        }
    }

    private static List<Integer> sizes(RandomGenerator random, int more) {
        List<Integer> sizes = new ArrayList<>(SIZES);
        for (int i = 0; i < more; i++) {
            sizes.add(1 + random.nextInt(i % 2 == 0 ? LARGEST : 1_000));
        }
        return sizes;
    }

    private static RandomGenerator seeded() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.err.println("seed " + seed);
        return new Random(seed);
    }

    private static List<Hash> leaves() {
        List<Hash> leaves = new ArrayList<>(LARGEST);
        for (int i = 0; i < LARGEST; i++) {
            leaves.add(TlogVectors.leafHash(i));
        }
        return List.copyOf(leaves);
    }
}
