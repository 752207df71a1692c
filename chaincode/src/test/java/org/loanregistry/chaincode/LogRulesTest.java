package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.TreeHash;

/** Every rule and every refusal, without a ledger. */
class LogRulesTest {
    private static final String ORIGIN = TestLog.ORIGIN;
    private static final TestLog LOG = TestLog.of(300);

    private final MemoryState state = new MemoryState();
    private final AnchorRules anchors = new AnchorRules(state);
    private final LogRules rules = new LogRules(state);

    @BeforeEach
    void register() {
        Banks.register(state, TestLog.KEY.verifierKey(), Banks.noWitnesses());
    }

    @Test
    void a_first_head_needs_no_proof_and_writes_head_checkpoint_sequence_and_event() {
        String answer = anchors.anchor(LOG.note(7), "0", List.of());
        AnchoredCheckpoint anchored = AnchoredCheckpoint.parse(answer);
        assertEquals(LOG.note(7), anchored.note().toText());
        assertEquals(state.epochSeconds(), anchored.epochSeconds());
        assertEquals(state.transactionId(), anchored.transactionId());
        assertEquals(
                Map.of(
                        StateKey.head(ORIGIN),
                        answer,
                        StateKey.checkpoint(ORIGIN, 7),
                        answer,
                        StateKey.sizeAt(ORIGIN, 0),
                        "7",
                        StateKey.count(ORIGIN),
                        "1",
                        StateKey.note(ORIGIN, Notes.hash(SignedNote.parse(LOG.note(7)))),
                        state.epochSeconds() + "\n" + state.transactionId() + "\n"),
                state.written());
        assertEquals(Optional.of("CheckpointAnchored " + answer), state.event());
    }

    @Test
    void a_head_moves_to_a_tree_that_extends_it() {
        String first = anchored(0, 7);
        String second = anchored(7, 300);
        assertEquals(second, rules.head(ORIGIN));
        assertEquals(first, rules.checkpointAtOrAfter(ORIGIN, "1"));
        assertEquals(first, rules.checkpointAtOrAfter(ORIGIN, "7"));
        assertEquals(second, rules.checkpointAtOrAfter(ORIGIN, "8"));
        assertEquals(second, rules.checkpointAtOrAfter(ORIGIN, "300"));
        assertRefused(Code.NOT_FOUND, () -> rules.checkpointAtOrAfter(ORIGIN, "301"));
    }

    @Test
    void the_empty_tree_may_be_anchored_first() {
        String empty = anchored(0, 0);
        assertEquals(empty, anchors.anchor(LOG.note(0), "0", List.of()));
        String next = anchored(0, 5);
        assertEquals(next, rules.head(ORIGIN));
        assertEquals(empty, rules.checkpointAtOrAfter(ORIGIN, "0"));
    }

    @Test
    void a_note_anchored_before_gets_its_first_answer_and_writes_nothing() {
        String first = anchored(0, 7);
        String second = anchored(7, 20);
        for (String oldSize : List.of("0", "7", "20", "5")) {
            assertEquals(second, anchors.anchor(LOG.note(20), oldSize, LOG.proof(7, 20)));
            assertEquals(first, anchors.anchor(LOG.note(7), oldSize, List.of()));
        }
        assertTrue(state.written().isEmpty());
        assertTrue(state.event().isEmpty());
    }

    @Test
    void a_known_size_with_another_root_is_refused() {
        anchored(0, 7);
        anchored(7, 20);
        TestLog fork = TestLog.of(30, 3, 1);
        assertRefused(Code.OTHER_ROOT, () -> anchors.anchor(fork.note(20), "20", List.of()));
        assertRefused(Code.OTHER_ROOT, () -> anchors.anchor(fork.note(7), "20", List.of()));
    }

    @Test
    void an_old_size_that_is_not_the_heads_is_refused_and_the_heads_named() {
        anchored(0, 7);
        anchored(7, 20);
        assertRefused(
                Code.WRONG_OLD_SIZE,
                "the head's size is 20, got old size 7",
                () -> anchors.anchor(LOG.note(30), "7", LOG.proof(7, 30)));
        assertRefused(Code.WRONG_OLD_SIZE, () -> anchors.anchor(LOG.note(30), "0", List.of()));
        assertRefused(Code.WRONG_OLD_SIZE, () -> anchors.anchor(LOG.note(30), "21", LOG.proof(21, 30)));
    }

    @Test
    void a_first_head_with_an_old_size_or_a_proof_is_refused() {
        assertRefused(Code.WRONG_OLD_SIZE, () -> anchors.anchor(LOG.note(7), "3", LOG.proof(3, 7)));
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(LOG.note(7), "0", LOG.proof(3, 7)));
        String body = new Checkpoint(ORIGIN, 0, LOG.root(1)).toBody();
        String notEmpty = SignedNote.sign(body, TestLog.KEY).toText();
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(notEmpty, "0", List.of()));
    }

    @Test
    void a_smaller_tree_is_refused() {
        anchored(0, 20);
        assertRefused(Code.SMALLER_TREE, () -> anchors.anchor(LOG.note(19), "20", List.of()));
    }

    @Test
    void a_tree_that_does_not_extend_the_head_is_refused() {
        anchored(0, 20);
        TestLog fork = TestLog.of(30, 10, 1);
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(fork.note(30), "20", fork.proof(20, 30)));
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(LOG.note(30), "20", List.of()));
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(LOG.note(30), "20", LOG.proof(20, 29)));
        List<String> reversed = LOG.proof(20, 30).reversed();
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(LOG.note(30), "20", reversed));
        List<String> longer = new ArrayList<>(LOG.proof(20, 30));
        longer.add(LOG.root(1).toBase64());
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(LOG.note(30), "20", longer));
    }

    @Test
    void a_note_of_an_unregistered_log_is_refused() {
        SigningKey key = SigningKey.generate("other.example/log", new SecureRandom());
        String note = SignedNote.sign(new Checkpoint(key.verifierKey().name(), 1, LOG.root(1)).toBody(), key)
                .toText();
        assertRefused(Code.UNKNOWN_LOG, () -> anchors.anchor(note, "0", List.of()));
        assertRefused(Code.UNKNOWN_LOG, () -> rules.log("other.example/log"));
        assertRefused(Code.UNKNOWN_LOG, () -> rules.log(""));
        assertRefused(Code.NOT_FOUND, () -> rules.head("other.example/log"));
        assertRefused(Code.NOT_FOUND, () -> rules.head(ORIGIN));
        assertRefused(Code.NOT_FOUND, () -> rules.head("\u0000"));
        assertRefused(Code.NOT_FOUND, () -> rules.checkpointAtOrAfter(ORIGIN, "0"));
    }

    @Test
    void a_note_without_the_registered_keys_signature_is_refused() {
        SigningKey other = SigningKey.generate(ORIGIN, new SecureRandom());
        String foreign = SignedNote.sign(LOG.body(7), other).toText();
        assertRefused(Code.BAD_SIGNATURE, () -> anchors.anchor(foreign, "0", List.of()));
        NoteSignature line = SignedNote.parse(LOG.note(7)).signatures().getFirst();
        String moved = new SignedNote(LOG.body(8), List.of(line)).toText();
        assertRefused(Code.BAD_SIGNATURE, () -> anchors.anchor(moved, "0", List.of()));
    }

    @Test
    void a_note_that_is_no_strict_checkpoint_is_refused() {
        String body = LOG.body(7);
        List<String> notes = List.of(
                "",
                body,
                LOG.note(7).strip(),
                SignedNote.sign(body + "extension\n", TestLog.KEY).toText(),
                SignedNote.sign(body.replace("\n7\n", "\n07\n"), TestLog.KEY).toText(),
                SignedNote.sign("loanreg receipt v1\n", TestLog.KEY).toText());
        for (String note : notes) {
            assertRefused(Code.MALFORMED_NOTE, () -> anchors.anchor(note, "0", List.of()));
        }
        NoteSignature stranger = new NoteSignature("stranger.example/x", 7, new byte[64]);
        SignedNote note = SignedNote.parse(LOG.note(7));
        List<NoteSignature> sixteen = new ArrayList<>(Collections.nCopies(15, stranger));
        sixteen.add(note.signatures().getFirst());
        String most = new SignedNote(note.body(), sixteen).toText();
        anchors.anchor(most, "0", List.of());
        assertRefused(Code.MALFORMED_NOTE, () -> anchors.anchor(most + stranger.toLine(), "0", List.of()));
    }

    @Test
    void arguments_that_cannot_be_read_are_refused() {
        List<String> tooMany = Collections.nCopies(65, TreeHash.emptyRoot().toBase64());
        assertRefused(Code.BAD_ARGUMENT, () -> anchors.anchor(LOG.note(7), "0", tooMany));
        assertRefused(Code.BAD_ARGUMENT, () -> anchors.anchor(LOG.note(7), "0", List.of("AAAA")));
        for (String size : List.of("", "-1", "01", "1.0", "x", "9223372036854775808")) {
            assertRefused(Code.BAD_ARGUMENT, () -> anchors.anchor(LOG.note(7), size, List.of()));
            assertRefused(Code.BAD_ARGUMENT, () -> rules.checkpointAtOrAfter(ORIGIN, size));
        }
    }

    private String anchored(int oldSize, int newSize) {
        String answer = anchors.anchor(LOG.note(newSize), Integer.toString(oldSize), LOG.proof(oldSize, newSize));
        state.commit();
        return answer;
    }

    private static void assertRefused(Code code, Executable call) {
        assertRefused(code, "", call);
    }

    private static void assertRefused(Code code, String sentence, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(code + ": " + sentence), refusal::toString);
    }
}
