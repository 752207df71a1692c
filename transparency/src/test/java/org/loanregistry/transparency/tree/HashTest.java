package org.loanregistry.transparency.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes, frontiers and proofs: what they hold and what they refuse. */
class HashTest {
    private static final Hash ONE = TreeHash.leaf(new byte[] {1});
    private static final Hash TWO = TreeHash.leaf(new byte[] {2});

    @Test
    void a_hash_is_its_content_and_nothing_shares_its_bytes() {
        byte[] bytes = ONE.toBytes();
        Hash copy = Hash.of(bytes);
        bytes[0] ^= 1;
        copy.toBytes()[0] ^= 1;
        assertEquals(ONE, copy);
        assertEquals(ONE, Hash.parseBase64(ONE.toBase64()));
        assertEquals(ONE, Hash.parseHex(ONE.toHex()));
        assertEquals(ONE.hashCode(), copy.hashCode());
        assertNotEquals(ONE, Hash.of(bytes));
        assertTrue(Hash.parseHex("00".repeat(32)).compareTo(Hash.parseHex("ff".repeat(32))) < 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AA==",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA"
            })
    void any_other_base64_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Hash.parseBase64(text));
    }

    @Test
    void any_other_hex_or_length_is_refused() {
        String upper = "AB".repeat(32);
        assertThrows(IllegalArgumentException.class, () -> Hash.parseHex(upper));
        assertThrows(IllegalArgumentException.class, () -> Hash.parseHex("ab"));
        assertThrows(IllegalArgumentException.class, () -> Hash.parseHex("zz"));
        assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Hash.at(new byte[33], 2));
        assertThrows(IllegalArgumentException.class, () -> Hash.at(new byte[33], -1));
    }

    @Test
    void a_frontier_with_another_number_of_hashes_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> CompactRange.of(3, List.of(ONE)));
        assertThrows(IllegalArgumentException.class, () -> CompactRange.of(0, List.of(ONE)));
        assertThrows(IllegalArgumentException.class, () -> CompactRange.of(-1, List.of(ONE)));
        assertThrows(IllegalArgumentException.class, () -> CompactRange.parse(2, new byte[33]));
        assertThrows(IllegalArgumentException.class, () -> CompactRange.parse(-1, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> TreeHash.perfectRoot(new byte[96], 0, 3));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.inclusionPath(List.of(ONE), 1));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.inclusionPath(List.of(ONE), -1));
    }

    @Test
    void a_copied_frontier_changes_apart() {
        CompactRange range = CompactRange.empty();
        range.append(ONE);
        CompactRange copy = range.copy();
        range.append(TWO);
        assertEquals(1, copy.size());
        assertEquals(ONE, copy.root());
        assertEquals(TreeHash.node(ONE, TWO), range.root());
    }

    @Test
    void a_refused_proof_says_what_was_got_and_wanted() {
        assertReason(
                "got leaf index 2, want at least 0 and below the tree size 2", new InclusionProof(2, 2, List.of()));
        assertReason(
                "got leaf index -1, want at least 0 and below the tree size 2", new InclusionProof(-1, 2, List.of()));
        assertReason(
                "got leaf index 0, want at least 0 and below the tree size 0", new InclusionProof(0, 0, List.of()));
        assertReason("got a path of 0 hashes, want 1 for leaf 0 of 2", new InclusionProof(0, 2, List.of()));
        ProofCheck other = new InclusionProof(0, 1, List.of()).check(ONE, TWO);
        assertEquals(
                "the path leads to root " + ONE + ", want root " + TWO,
                assertInstanceOf(ProofCheck.Invalid.class, other).reason());
        InclusionProof tooShort = new InclusionProof(0, 2, List.of());
        assertThrows(IllegalArgumentException.class, () -> tooShort.rootFrom(ONE));
    }

    @Test
    void a_refused_consistency_proof_says_what_was_got_and_wanted() {
        assertReason("got old tree size 0, want at least 1 and at most the new tree size 2", 0, 2);
        assertReason("got old tree size 0, want at least 1 and at most the new tree size 0", 0, 0);
        assertReason("got old tree size 3, want at least 1 and at most the new tree size 2", 3, 2);
        assertReason("got a path of 0 hashes, want 1 from tree size 1 to 2", 1, 2);
        assertReason("got the same size's root " + ONE + ", want " + TWO, 2, 2);
    }

    @Test
    void the_largest_sizes_have_paths_too() {
        assertEquals(63, InclusionProof.pathLength(0, Long.MAX_VALUE));
        assertEquals(62, InclusionProof.pathLength(Long.MAX_VALUE - 1, Long.MAX_VALUE));
        assertEquals(63, ConsistencyProof.pathLength(1, Long.MAX_VALUE));
        assertEquals(0, ConsistencyProof.pathLength(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static void assertReason(String wanted, InclusionProof proof) {
        ProofCheck check = proof.check(ONE, TWO);
        assertEquals(wanted, assertInstanceOf(ProofCheck.Invalid.class, check).reason());
    }

    private static void assertReason(String wanted, long oldSize, long newSize) {
        ProofCheck check = new ConsistencyProof(oldSize, newSize, List.of()).check(ONE, TWO);
        assertEquals(wanted, assertInstanceOf(ProofCheck.Invalid.class, check).reason());
    }
}
