package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.agreement.LogSummary;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;

/** The list of logs, inclusion, and logs that the first version of the contract left. */
class LogQuestionsTest {
    private static final String ORIGIN = TestLog.ORIGIN;
    private static final TestLog LOG = TestLog.of(40);
    private static final SigningKey OTHER =
            SigningKey.generate("registry.example/loans/registry/1/access", new SecureRandom());

    private final MemoryState state = new MemoryState();
    private final AnchorRules anchors = new AnchorRules(state);
    private final LogRules rules = new LogRules(state);

    @BeforeEach
    void register() {
        Banks.register(state, TestLog.KEY.verifierKey(), Banks.noWitnesses());
        Banks.register(state, OTHER.verifierKey(), Banks.witnesses(3, 2, 0, 1));
    }

    @Test
    void heads_lists_every_log_with_what_is_anchored_of_it() {
        assertEquals(ORIGIN + "\n" + OTHER.verifierKey().name() + "\n", rules.logs());
        anchors.anchor(LOG.note(7), "0", List.of());
        long time = state.epochSeconds();
        state.commit();
        assertEquals(
                List.of(
                        new LogSummary(ORIGIN, LogState.OPEN, 86_400, Optional.of(new LogSummary.Head(7, time))),
                        new LogSummary(OTHER.verifierKey().name(), LogState.OPEN, 86_400, Optional.empty())),
                LogSummary.parse(rules.heads()));
    }

    @Test
    void a_leaf_in_an_anchored_tree_is_proved_on_ones_own_peer() {
        String head = anchors.anchor(LOG.note(20), "0", List.of());
        state.commit();
        for (int index : new int[] {0, 7, 19}) {
            String leaf = LOG.leaf(index).toBase64();
            String at = Integer.toString(index);
            assertEquals(head, rules.verifyInclusion(ORIGIN, "20", at, leaf, LOG.inclusion(index, 20)));
        }
    }

    @Test
    void a_leaf_that_is_elsewhere_or_nowhere_in_the_tree_is_not_included() {
        anchors.anchor(LOG.note(20), "0", List.of());
        state.commit();
        String leaf = LOG.leaf(7).toBase64();
        List<String> path = LOG.inclusion(7, 20);
        assertRefused(Code.NOT_INCLUDED, () -> rules.verifyInclusion(ORIGIN, "20", "6", leaf, path));
        assertRefused(Code.NOT_INCLUDED, () -> rules.verifyInclusion(ORIGIN, "20", "20", leaf, path));
        assertRefused(
                Code.NOT_INCLUDED, () -> rules.verifyInclusion(ORIGIN, "20", "7", leaf, path.subList(1, path.size())));
        String another = LOG.leaf(8).toBase64();
        assertRefused(Code.NOT_INCLUDED, () -> rules.verifyInclusion(ORIGIN, "20", "7", another, path));
        assertRefused(Code.NOT_FOUND, () -> rules.verifyInclusion(ORIGIN, "19", "7", leaf, LOG.inclusion(7, 19)));
        assertRefused(Code.NOT_FOUND, () -> rules.verifyInclusion("no/such/log", "20", "7", leaf, path));
        assertRefused(Code.BAD_ARGUMENT, () -> rules.verifyInclusion(ORIGIN, "20", "-7", leaf, path));
        assertRefused(Code.BAD_ARGUMENT, () -> rules.verifyInclusion(ORIGIN, "20", "7", "leaf", path));
    }

    @Test
    void a_log_of_the_first_contract_version_goes_on_and_is_listed_from_its_next_head_on() {
        SigningKey key = SigningKey.generate("registry.example/loans/registry/1/first", new SecureRandom());
        String origin = key.verifierKey().name();
        TestLog log = LOG.under(key);
        String registration =
                "loanreg log v1\nvkey " + key.verifierKey().toText() + "\nby BankA\ntx " + "0".repeat(64) + "\n";
        String head = new AnchoredCheckpoint(1_600_000_000, "1".repeat(64), SignedNote.parse(log.note(7))).toText();
        state.setCommitted(StateKey.log(origin), registration);
        state.setCommitted(StateKey.head(origin), head);
        state.setCommitted(StateKey.checkpoint(origin, 7), head);
        state.setCommitted(StateKey.count(origin), "1");
        state.setCommitted(StateKey.sizeAt(origin, 0), "7");

        assertEquals(head, rules.head(origin));
        assertEquals(head, anchors.anchor(log.note(7), "0", List.of()), "answered as the first time");
        assertEquals(LogRegistration.parse(registration).toText(), rules.log(origin));
        assertEquals(2, LogSummary.parse(rules.heads()).size());
        String next = anchors.anchor(log.note(20), "7", log.proof(7, 20));
        state.commit();
        assertEquals(next, rules.head(origin));
        assertEquals(head, rules.checkpointAtOrAfter(origin, "3"));
        assertEquals(LogRegistration.parse(registration).toText(), rules.log(origin));
        assertEquals(origin, LogSummary.parse(rules.heads()).getLast().origin());
        assertRefused(Code.INCONSISTENT, () -> anchors.anchor(log.note(30), "20", List.of()));
    }

    private static void assertRefused(Code code, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code(), refusal::toString);
    }
}
