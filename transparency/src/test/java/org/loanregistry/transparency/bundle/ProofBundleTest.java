package org.loanregistry.transparency.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.TlogVectors;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** Bundles over the golden log. */
class ProofBundleTest {
    private static final SignedNote NOTE = SignedNote.parse(TlogVectors.note());
    private static final List<Hash> PATH = TlogVectors.path("inclusion(12345,70000)");
    private static final ProofBundle BUNDLE = new ProofBundle("{\"a\":1}", 12_345, PATH, NOTE);
    private static final String TEXT = BUNDLE.toText();

    @Test
    void a_bundle_is_printed_as_it_was_read() {
        assertTrue(TEXT.startsWith("c2sp.org/tlog-proof@v1\nextra eyJhIjoxfQ==\nindex 12345\nWpU0SCOil5"), TEXT);
        assertEquals(BUNDLE, ProofBundle.parse(TEXT));
        ProofBundle bare = new ProofBundle(null, 0, List.of(), NOTE);
        assertEquals("c2sp.org/tlog-proof@v1\nindex 0\n\n" + NOTE.toText(), bare.toText());
        assertEquals(bare, ProofBundle.parse(bare.toText()));
        assertNull(ProofBundle.parse(bare.toText()).extraJson());
    }

    @Test
    void the_golden_proof_holds_for_its_leaf_and_place_only() {
        assertTrue(BUNDLE.check(TlogVectors.leafHash(12_345)).isValid());
        assertFalse(BUNDLE.check(TlogVectors.leafHash(12_346)).isValid());
        assertFalse(new ProofBundle(null, 12_344, PATH, NOTE)
                .check(TlogVectors.leafHash(12_345))
                .isValid());
        assertEquals(TlogVectors.SIZE, BUNDLE.head().treeSize());
    }

    @ParameterizedTest
    @MethodSource("malformedBundles")
    void any_other_form_is_refused(String text) {
        assertThrows(BundleFormatException.class, () -> ProofBundle.parse(text));
    }

    static List<String> malformedBundles() {
        String note = NOTE.toText();
        return List.of(
                "",
                "\n\n",
                note,
                TEXT.replace("@v1", "@v2"),
                TEXT.replace("\n", "\r\n"),
                TEXT.replace("index 12345\n", ""),
                TEXT.replace("index 12345", "index 012345"),
                TEXT.replace("index 12345", "index -1"),
                TEXT.replace("index 12345", "index 9223372036854775808"),
                TEXT.replace("extra eyJhIjoxfQ==", "extra eyJhIjoxfQ"),
                TEXT.replace("extra eyJhIjoxfQ==", "extra eyJhIjoxfR=="),
                TEXT.replace("extra eyJhIjoxfQ==", "extra //79"),
                TEXT.replace("extra eyJhIjoxfQ==", "extra e30=\nextra e30="),
                TEXT.replace("extra eyJhIjoxfQ==\nindex 12345", "index 12345\nextra eyJhIjoxfQ=="),
                TEXT.replace("WpU0", "-pU0"),
                TEXT.replace("mcg=\n", "mch=\n"),
                TEXT.replace("\n70000\n", "\n70000\nextension\n"),
                TEXT + "trailing",
                TEXT.stripTrailing(),
                "c2sp.org/tlog-proof@v1\n\n" + note,
                "c2sp.org/tlog-proof@v1\nindex 0\n" + (TreeHash.emptyRoot().toBase64() + "\n").repeat(64) + "\n" + note,
                TEXT + "\u2014".repeat(ProofBundle.MAX_LENGTH));
    }

    @Test
    void parts_that_no_bundle_can_hold_are_refused() {
        SignedNote other = new SignedNote("no checkpoint\n", NOTE.signatures());
        List<Hash> tooLong = Collections.nCopies(64, TreeHash.emptyRoot());
        assertThrows(BundleFormatException.class, () -> new ProofBundle(null, -1, PATH, NOTE));
        assertThrows(BundleFormatException.class, () -> new ProofBundle(null, 0, tooLong, NOTE));
        assertThrows(BundleFormatException.class, () -> new ProofBundle(null, 0, PATH, other));
        assertThrows(BundleFormatException.class, () -> new ProofBundle("\ud800", 0, PATH, NOTE));
    }
}
