package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.CosigningKey;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;

/** Heads of a log with three witnesses, two of which must cosign: whose word counts, and when. */
class CosignedAnchorTest {
    private static final TestLog LOG = TestLog.of(40);
    private static final long NOW = 1_700_000_000;
    private static final long NOT = -1;

    private final MemoryState state = new MemoryState();
    private final AnchorRules rules = new AnchorRules(state);

    @BeforeEach
    void register() {
        state.setTime(NOW);
        Banks.register(state, TestLog.KEY.verifierKey(), Banks.witnesses(3, 2, 0, 5));
        state.callAs("RegistryOperator", "client");
    }

    @Test
    void the_heads_time_is_the_second_newest_of_its_cosignatures() {
        assertEquals(NOW - 3, time(anchored(0, 7, NOW - 9, NOW - 3, NOW - 1)));
        assertEquals(NOW + 4, time(anchored(7, 8, NOW + 4, NOT, NOW + 6)));
    }

    @Test
    void one_bank_may_be_away_and_two_may_not() {
        anchored(0, 7, NOT, NOW, NOW);
        assertRefused(
                Code.FEW_COSIGNATURES, "got cosignatures of 1 banks' witnesses, want 2 of 3", 7, 8, NOT, NOW + 10);
        assertRefused(Code.FEW_COSIGNATURES, "got cosignatures of 0 banks' witnesses, want 2 of 3", 7, 8);
    }

    @Test
    void two_cosignatures_of_one_bank_are_one_and_the_newest_counts() {
        SignedNote twice = SignedNote.parse(Banks.cosigned(LOG.note(7), NOW - 8))
                .with(Banks.witness(0).cosign(LOG.body(7), NOW - 2));
        assertRefused(Code.FEW_COSIGNATURES, () -> rules.anchor(twice.toText(), "0", List.of()));
        String withAnother =
                twice.with(Banks.witness(1).cosign(LOG.body(7), NOW - 1)).toText();
        assertEquals(NOW - 2, time(rules.anchor(withAnother, "0", List.of())));
    }

    @Test
    void a_stranger_and_a_witness_of_no_bank_of_the_log_do_not_count() {
        CosigningKey stranger = CosigningKey.generate("stranger.example/w1", new SecureRandom());
        SignedNote note = SignedNote.parse(Banks.cosigned(LOG.note(7), NOW, NOT, NOT, NOW))
                .with(stranger.cosign(LOG.body(7), NOW));
        assertRefused(Code.FEW_COSIGNATURES, () -> rules.anchor(note.toText(), "0", List.of()));
    }

    @Test
    void a_cosignature_of_another_tree_in_a_witnesss_name_is_refused_though_the_quorum_is_there() {
        SignedNote note = SignedNote.parse(Banks.cosigned(LOG.note(7), NOW, NOW));
        SignedNote moved = note.with(Banks.witness(2).cosign(LOG.body(8), NOW));
        assertRefused(Code.BAD_SIGNATURE, () -> rules.anchor(moved.toText(), "0", List.of()));
        NoteSignature right = Banks.witness(2).cosign(LOG.body(7), NOW);
        byte[] laterTime = right.signature();
        laterTime[7]++;
        SignedNote tampered = note.with(new NoteSignature(right.name(), right.keyId(), laterTime));
        assertRefused(Code.BAD_SIGNATURE, () -> rules.anchor(tampered.toText(), "0", List.of()));
    }

    @Test
    void cosignatures_without_the_logs_own_signature_are_refused() {
        SignedNote note = SignedNote.parse(Banks.cosigned(LOG.note(7), NOW, NOW, NOW));
        SignedNote without = new SignedNote(
                note.body(), note.signatures().subList(1, note.signatures().size()));
        assertRefused(Code.BAD_SIGNATURE, () -> rules.anchor(without.toText(), "0", List.of()));
    }

    @Test
    void a_heads_time_is_within_fifteen_minutes_of_the_transactions() {
        assertRefused(Code.WRONG_TIME, "", 0, 7, NOW + 901, NOW + 901);
        assertRefused(Code.WRONG_TIME, "", 0, 7, NOW - 901, NOW - 901, NOW - 2_000);
        assertEquals(NOW - 900, time(anchored(0, 7, NOW - 900, NOW - 900, NOW - 2_000)));
    }

    @Test
    void a_heads_time_never_goes_back_and_keeps_the_agreed_interval() {
        anchored(0, 7, NOW, NOW);
        assertRefused(Code.OLDER_HEAD, "the head's time is " + NOW + ", got " + (NOW - 1), 7, 8, NOW - 1, NOW);
        assertRefused(Code.TOO_SOON, "", 7, 8, NOW, NOW);
        assertRefused(Code.TOO_SOON, "", 7, 8, NOW + 4, NOW + 4);
        assertEquals(NOW + 5, time(anchored(7, 8, NOW + 5, NOW + 5)));
    }

    @Test
    void a_heartbeat_refreshes_the_time_of_the_same_tree() {
        anchored(0, 7, NOW, NOW);
        String second = anchored(7, 8, NOW + 5, NOW + 5);
        String beat = anchored(8, 8, NOW + 20, NOW + 20);
        assertEquals(NOW + 20, time(beat));
        LogRules reads = new LogRules(state);
        assertEquals(beat, reads.head(TestLog.ORIGIN));
        assertEquals(beat, reads.checkpointAtOrAfter(TestLog.ORIGIN, "8"));
        assertEquals("2", state.committed(StateKey.count(TestLog.ORIGIN)).orElseThrow(), "no size more");
        assertEquals(second, anchor(7, 8, NOW + 5, NOW + 5), "the note before it is answered as the first time");
        assertEquals(beat, anchor(7, 8, NOW + 20, NOW + 20));
        assertTrue(state.written().isEmpty());
    }

    @Test
    void a_heartbeat_with_too_few_cosignatures_an_older_time_or_of_an_older_tree_changes_nothing() {
        anchored(0, 7, NOW, NOW);
        String head = anchored(7, 8, NOW + 5, NOW + 5);
        assertEquals(head, anchor(8, 8, NOW + 30));
        assertEquals(head, anchor(8, 8, NOW + 5, NOT, NOW + 9));
        assertEquals(NOW, time(anchor(8, 7, NOW + 30, NOW + 30)));
        assertTrue(state.written().isEmpty());
        assertRefused(Code.TOO_SOON, "", 8, 8, NOW + 9, NOW + 9);
        assertRefused(Code.WRONG_OLD_SIZE, "", 7, 8, NOW + 30, NOW + 30);
    }

    @Test
    void cosigned_or_not_a_tree_that_does_not_extend_the_head_is_refused() {
        anchored(0, 7, NOW, NOW, NOW);
        TestLog fork = TestLog.of(40, 3, 1);
        String forked = Banks.cosigned(fork.note(20), NOW + 9, NOW + 9, NOW + 9);
        assertRefused(Code.INCONSISTENT, () -> rules.anchor(forked, "7", fork.proof(7, 20)));
        String other = Banks.cosigned(fork.note(7), NOW + 9, NOW + 9, NOW + 9);
        assertRefused(Code.OTHER_ROOT, () -> rules.anchor(other, "7", List.of()));
    }

    @Test
    void of_four_witnesses_with_one_that_may_collude_three_must_cosign() {
        MemoryState four = new MemoryState();
        four.setTime(NOW);
        Banks.admit(four, "BankD");
        Banks.register(four, TestLog.KEY.verifierKey(), Banks.witnesses(4, 3, 1, 0));
        AnchorRules wide = new AnchorRules(four);
        String two = Banks.cosigned(LOG.note(7), NOW, NOW);
        assertRefused(Code.FEW_COSIGNATURES, () -> wide.anchor(two, "0", List.of()));
        String three = Banks.cosigned(LOG.note(7), NOW - 2, NOT, NOW - 1, NOW);
        assertEquals(NOW - 2, time(wide.anchor(three, "0", List.of())));
    }

    private String anchored(int oldSize, int newSize, long... times) {
        String answer = anchor(oldSize, newSize, times);
        state.commit();
        return answer;
    }

    private String anchor(int oldSize, int newSize, long... times) {
        List<String> proof = oldSize == newSize ? List.of() : LOG.proof(oldSize, newSize);
        return rules.anchor(Banks.cosigned(LOG.note(newSize), times), Integer.toString(oldSize), proof);
    }

    private static long time(String answer) {
        return AnchoredCheckpoint.parse(answer).epochSeconds();
    }

    private void assertRefused(Code code, String sentence, int oldSize, int newSize, long... times) {
        Refusal refusal = assertRefused(code, () -> anchor(oldSize, newSize, times));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(code + ": " + sentence), refusal::toString);
    }

    private Refusal assertRefused(Code code, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(state.written().isEmpty(), "a refused call wrote");
        return refusal;
    }
}
