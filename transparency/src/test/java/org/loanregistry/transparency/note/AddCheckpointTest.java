package org.loanregistry.transparency.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.TlogVectors;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

/** The request of C2SP tlog-witness, and everything that is none. */
class AddCheckpointTest {
    private static final SignedNote NOTE = SignedNote.parse(TlogVectors.note());
    private static final List<Hash> PROOF = TlogVectors.path("consistency(65537,70000)");

    @Test
    void the_golden_request_is_read_checked_and_printed_again() {
        String text = "old 65537\n"
                + String.join(
                        "", PROOF.stream().map(hash -> hash.toBase64() + "\n").toList()) + "\n" + NOTE.toText();
        AddCheckpoint request = AddCheckpoint.parse(text);
        assertEquals(new AddCheckpoint(65_537, PROOF, NOTE), request);
        assertEquals(text, request.toText());
        assertEquals(70_000, request.checkpoint().treeSize());
        Hash oldRoot = Hash.parseHex(TlogVectors.value("root[65537]"));
        assertTrue(request.consistency()
                .check(oldRoot, request.checkpoint().root())
                .isValid());
    }

    @Test
    void a_first_checkpoint_has_no_proof_and_a_proof_at_most_sixty_three_hashes() {
        AddCheckpoint first = new AddCheckpoint(0, List.of(), NOTE);
        assertEquals(first, AddCheckpoint.parse("old 0\n\n" + NOTE.toText()));
        AddCheckpoint longest = new AddCheckpoint(1, Collections.nCopies(63, TreeHash.emptyRoot()), NOTE);
        assertEquals(longest, AddCheckpoint.parse(longest.toText()));
        assertTrue(longest.toText().length() < AddCheckpoint.MAX_BYTES);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void any_other_text_is_refused(String text) {
        assertThrows(NoteFormatException.class, () -> AddCheckpoint.parse(text));
    }

    static List<String> malformed() {
        String note = NOTE.toText();
        String hash = TreeHash.emptyRoot().toBase64();
        return List.of(
                "",
                "\n",
                "\n\n",
                note,
                "\n" + note,
                "old\n\n" + note,
                "old \n\n" + note,
                "old -1\n\n" + note,
                "old 07\n\n" + note,
                "old 7 \n\n" + note,
                "old  7\n\n" + note,
                "old 9223372036854775808\n\n" + note,
                "new 7\n\n" + note,
                "old 7\n" + note,
                "old 7\r\n\r\n" + note,
                "old 7\n" + hash + "\n" + note,
                "old 7\n" + hash.replace("=", "") + "\n\n" + note,
                "old 7\n " + hash + "\n\n" + note,
                "old 7\n" + hash + hash + "\n\n" + note,
                "old 7\n" + (hash + "\n").repeat(64) + "\n" + note,
                "old 7\n\n",
                "old 7\n\n" + NOTE.body(),
                "old 7\n\n" + note.stripTrailing(),
                "old 7\n\n\n" + note,
                "old 7\n\n" + note.replaceFirst("\n\n", "\nextension\n\n"),
                "old 7\n\n" + note.replaceFirst("\n70000\n", "\n070000\n"));
    }
}
