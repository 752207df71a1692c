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
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;

/** A log whose key signed two trees of one size: it is frozen, and only its next generation goes on, from its last head. */
class EquivocationTest {
    private static final String ORIGIN = TestLog.ORIGIN;
    private static final TestLog LOG = TestLog.of(40);
    private static final TestLog FORK = TestLog.of(40, 3, 1);
    private static final SigningKey NEXT_KEY =
            SigningKey.generate("registry.example/loans/registry/2/records", new SecureRandom());

    private final MemoryState state = new MemoryState();
    private final AnchorRules anchors = new AnchorRules(state);
    private final LogRules rules = new LogRules(state);
    private final GovernanceRules governance = new GovernanceRules(state);

    @BeforeEach
    void register() {
        Banks.register(state, TestLog.KEY.verifierKey(), Banks.noWitnesses());
        anchors.anchor(LOG.note(7), "0", List.of());
        state.commit();
        state.callAs("RegistryOperator", "client");
    }

    @Test
    void two_notes_of_one_size_with_two_roots_freeze_the_log_whoever_reports_them() {
        LogRegistration frozen = LogRegistration.parse(rules.reportEquivocation(LOG.note(20), FORK.note(20)));
        assertEquals(LogState.FROZEN, frozen.state());
        assertEquals(2, frozen.revision());
        assertTrue(state.event().orElseThrow().startsWith("LogFrozen loanreg log v2"));
        state.commit();
        assertEquals(frozen.toText(), rules.log(ORIGIN));
        assertEquals(LOG.note(20) + "\n" + FORK.note(20), rules.evidence(ORIGIN));
        assertRefused(Code.LOG_FROZEN, () -> anchors.anchor(LOG.note(20), "7", LOG.proof(7, 20)));
    }

    @Test
    void a_second_report_gets_the_first_answer_and_a_note_anchored_before_too() {
        String first = rules.reportEquivocation(LOG.note(20), FORK.note(20));
        state.commit();
        assertEquals(first, rules.reportEquivocation(FORK.note(20), LOG.note(20)));
        assertEquals(first, rules.reportEquivocation(FORK.note(9), LOG.note(9)));
        assertEquals(rules.head(ORIGIN), anchors.anchor(LOG.note(7), "0", List.of()));
        assertTrue(state.written().isEmpty());
    }

    @Test
    void what_proves_no_equivocation_freezes_nothing() {
        assertRefused(Code.NO_EQUIVOCATION, () -> rules.reportEquivocation(LOG.note(20), LOG.note(20)));
        assertRefused(Code.NO_EQUIVOCATION, () -> rules.reportEquivocation(LOG.note(20), FORK.note(21)));
        String elsewhere = LOG.under(NEXT_KEY).note(20);
        assertRefused(Code.NO_EQUIVOCATION, () -> rules.reportEquivocation(FORK.note(20), elsewhere));
        assertRefused(Code.UNKNOWN_LOG, () -> rules.reportEquivocation(elsewhere, FORK.note(20)));
        SigningKey thief = SigningKey.generate(ORIGIN, new SecureRandom());
        String forged = SignedNote.sign(FORK.body(20), thief).toText();
        assertRefused(Code.BAD_SIGNATURE, () -> rules.reportEquivocation(LOG.note(20), forged));
        assertRefused(Code.BAD_SIGNATURE, () -> rules.reportEquivocation(forged, LOG.note(20)));
        assertRefused(Code.MALFORMED_NOTE, () -> rules.reportEquivocation(LOG.note(20), "no note"));
        assertRefused(Code.NOT_FOUND, () -> rules.evidence(ORIGIN));
    }

    @Test
    void the_key_of_before_a_rotation_no_longer_freezes_nor_anchors() {
        SigningKey next = SigningKey.generate(ORIGIN, new SecureRandom());
        LogKeys both = new LogKeys(List.of(TestLog.KEY.verifierKey(), next.verifierKey()));
        Banks.decide(state, new Change.RotateKeys(1, 1, both));
        anchors.anchor(LOG.note(8), "7", LOG.proof(7, 8));
        state.commit();
        anchors.anchor(LOG.under(next).note(9), "8", LOG.proof(8, 9));
        state.commit();
        Banks.decide(state, new Change.RotateKeys(1, 2, new LogKeys(List.of(next.verifierKey()))));
        assertRefused(Code.BAD_SIGNATURE, () -> anchors.anchor(LOG.note(20), "9", LOG.proof(9, 20)));
        assertRefused(Code.BAD_SIGNATURE, () -> rules.reportEquivocation(LOG.note(20), FORK.note(20)));
        anchors.anchor(LOG.under(next).note(20), "9", LOG.proof(9, 20));
    }

    @Test
    void neither_a_frozen_nor_a_closed_log_takes_another_change() {
        rules.reportEquivocation(LOG.note(20), FORK.note(20));
        state.commit();
        state.callAs("BankA", "admin");
        assertRefused(Code.LOG_FROZEN, () -> governance.propose(new Change.CloseLog(1, ORIGIN, 2).toText()));
        assertRefused(
                Code.LOG_FROZEN,
                () -> governance.propose(new Change.SetTerms(1, ORIGIN, 2, Banks.witnesses(3, 2, 0, 0)).toText()));
        assertRefused(
                Code.LOG_EXISTS,
                () -> governance.propose(new Change.RegisterLog(
                                1, new LogKeys(List.of(TestLog.KEY.verifierKey())), Banks.witnesses(3, 2, 0, 0))
                        .toText()));
    }

    @Test
    void a_closed_log_takes_no_head_and_may_still_be_reported() {
        Banks.decide(state, new Change.CloseLog(1, ORIGIN, 1));
        assertRefused(Code.LOG_CLOSED, () -> anchors.anchor(LOG.note(20), "7", LOG.proof(7, 20)));
        state.callAs("BankA", "admin");
        assertRefused(Code.LOG_CLOSED, () -> governance.propose(new Change.CloseLog(1, ORIGIN, 2).toText()));
        rules.reportEquivocation(LOG.note(20), FORK.note(20));
        state.commit();
        assertEquals(LogState.FROZEN, LogRegistration.parse(rules.log(ORIGIN)).state());
    }

    @Test
    void the_next_generation_waits_until_the_one_before_is_closed_or_frozen() {
        state.callAs("BankA", "admin");
        assertRefused(Code.GENERATION_OPEN, () -> governance.propose(next().toText()));
        SigningKey third = SigningKey.generate("registry.example/loans/registry/3/records", new SecureRandom());
        Change skipping = new Change.RegisterLog(1, new LogKeys(List.of(third.verifierKey())), Banks.noWitnesses());
        assertRefused(Code.UNKNOWN_LOG, () -> governance.propose(skipping.toText()));
        Banks.decide(state, new Change.CloseLog(1, ORIGIN, 1));
        Banks.decide(state, next());
        assertEquals(
                LogState.OPEN, LogRegistration.parse(rules.log(next().origin())).state());
    }

    @Test
    void the_next_generation_goes_on_from_the_last_head_of_the_one_before() {
        rules.reportEquivocation(LOG.note(20), FORK.note(20));
        state.commit();
        Banks.decide(state, next());
        TestLog honest = LOG.under(NEXT_KEY);
        TestLog other = TestLog.of(40, 3, 2).under(NEXT_KEY);
        assertRefused(Code.WRONG_OLD_SIZE, () -> anchors.anchor(other.note(20), "0", List.of()));
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(other.note(20), "7", other.proof(7, 20)));
        assertRefused(Code.SMALLER_TREE, () -> anchors.anchor(honest.note(6), "7", List.of()));
        assertRefused(Code.NOT_FOUND, () -> rules.head(next().origin()));
        AnchoredCheckpoint head = AnchoredCheckpoint.parse(anchors.anchor(honest.note(20), "7", honest.proof(7, 20)));
        assertEquals(20, head.checkpoint().treeSize());
        state.commit();
        assertEquals(head.toText(), rules.head(next().origin()));
        assertEquals(
                7, AnchoredCheckpoint.parse(rules.head(ORIGIN)).checkpoint().treeSize(), "the old one stays");
    }

    private static Change.RegisterLog next() {
        return new Change.RegisterLog(1, new LogKeys(List.of(NEXT_KEY.verifierKey())), Banks.noWitnesses());
    }

    private void assertRefused(Code code, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(state.written().isEmpty(), "a refused call wrote");
    }
}
