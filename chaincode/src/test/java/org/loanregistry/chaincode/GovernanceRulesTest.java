package org.loanregistry.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Proposal;
import org.loanregistry.transparency.note.SigningKey;

/** Who may change what, how many must agree, and what a repeated call is answered. */
class GovernanceRulesTest {
    private static final String ORIGIN = TestLog.ORIGIN;
    private static final LogKeys KEYS = new LogKeys(List.of(TestLog.KEY.verifierKey()));
    private static final LogTerms TERMS = Banks.witnesses(3, 2, 0, 1);
    private static final Change REGISTER = new Change.RegisterLog(1, KEYS, TERMS);

    private final MemoryState state = new MemoryState();
    private final GovernanceRules rules = new GovernanceRules(state);

    @Test
    void the_approval_of_a_second_bank_of_three_makes_a_change_effective() {
        Proposal proposed = Proposal.parse(by("BankA", () -> rules.propose(REGISTER.toText())));
        String first = state.committed(StateKey.proposal(REGISTER.id())).orElseThrow();
        assertEquals(proposed.toText(), first);
        assertFalse(proposed.effective());
        assertEquals(Optional.empty(), new Registrations(state).find(ORIGIN));
        Proposal approved = Proposal.parse(by("BankC", () -> rules.approve(REGISTER.id())));
        assertTrue(approved.effective());
        LogRegistration log = log();
        assertEquals(KEYS, log.keys());
        assertEquals(TERMS, log.terms());
        assertEquals(LogState.OPEN, log.state());
        assertEquals(REGISTER.id(), log.by());
        assertEquals(approved.approvals().getLast().transactionId(), log.transactionId());
    }

    @Test
    void one_bank_alone_changes_nothing_however_often_it_asks() {
        String first = by("BankA", () -> rules.propose(REGISTER.toText()));
        for (int i = 0; i < 5; i++) {
            assertEquals(first, by("BankA", () -> rules.approve(REGISTER.id())));
            assertEquals(first, by("BankA", () -> rules.propose(REGISTER.toText())));
        }
        assertEquals(Optional.empty(), new Registrations(state).find(ORIGIN));
    }

    @Test
    void proposing_what_another_bank_proposed_is_approving_it() {
        by("BankB", () -> rules.propose(REGISTER.toText()));
        assertTrue(Proposal.parse(by("BankA", () -> rules.propose(REGISTER.toText())))
                .effective());
        assertEquals(REGISTER.id() + "\n", rules.proposals());
    }

    @Test
    void a_repeated_call_is_answered_as_the_first_time_and_writes_nothing() {
        String proposed = by("BankA", () -> rules.propose(REGISTER.toText()));
        String approved = by("BankB", () -> rules.approve(REGISTER.id()));
        state.callAs("BankA", "admin");
        assertEquals(proposed, rules.propose(REGISTER.toText()));
        assertEquals(proposed, rules.approve(REGISTER.id()));
        state.callAs("BankB", "admin");
        assertEquals(approved, rules.approve(REGISTER.id()));
        state.callAs("BankC", "admin");
        assertEquals(approved, rules.approve(REGISTER.id()), "nothing is left to approve");
        assertTrue(state.written().isEmpty());
    }

    @Test
    void only_an_admin_of_a_member_bank_governs() {
        by("BankA", () -> rules.propose(REGISTER.toText()));
        for (String stranger : List.of("RegistryOperator", "BankD", "banka", "")) {
            state.callAs(stranger, "admin");
            assertRefused(Code.NOT_ALLOWED, () -> rules.approve(REGISTER.id()));
            assertRefused(Code.NOT_ALLOWED, () -> rules.propose(REGISTER.toText()));
        }
        for (String bank : List.of("BankA", "BankB", "BankC")) {
            for (String role : List.of("client", "peer", "orderer", "Admin")) {
                state.callAs(bank, role);
                assertRefused(Code.NOT_ALLOWED, () -> rules.approve(REGISTER.id()));
            }
        }
    }

    @Test
    void a_change_that_cannot_be_read_is_refused() {
        state.callAs("BankA", "admin");
        String text = REGISTER.toText();
        for (String wrong : List.of(
                "",
                "no change",
                text + "more\n",
                text.replace("v1", "v2"),
                text.replace("register-log", "delete-log"),
                text.replace("quorum 2", "quorum 1"),
                text.replace("quorum 2", "quorum 4"),
                text.replace("quorum 2", "quorum 02"),
                text.replace("faults 0", "faults 1"),
                text.replace("interval 1", "interval 86400"),
                text.replace("BankB ", "BankA "),
                text.replace(ORIGIN + "\n", "other.example/loans/registry/1/records\n"))) {
            assertRefused(Code.BAD_ARGUMENT, () -> rules.propose(wrong));
        }
        assertRefused(Code.BAD_ARGUMENT, () -> rules.approve("x"));
        assertRefused(Code.UNKNOWN_PROPOSAL, () -> rules.approve("0".repeat(64)));
        assertRefused(Code.UNKNOWN_PROPOSAL, () -> rules.proposal(REGISTER.id()));
    }

    @Test
    void a_log_is_registered_once_on_its_own_channel_and_by_witnesses_of_members() {
        Banks.register(state, TestLog.KEY.verifierKey(), TERMS);
        state.callAs("BankA", "admin");
        assertRefused(Code.LOG_EXISTS, () -> rules.propose(register(ORIGIN, Banks.noWitnesses())));
        assertRefused(Code.WRONG_CHANNEL, () -> rules.propose(register("r.example/other/registry/1/x", TERMS)));
        assertRefused(Code.BAD_ARGUMENT, () -> rules.propose(register("r.example/records", TERMS)));
        assertRefused(
                Code.UNKNOWN_BANK,
                () -> rules.propose(register("r.example/loans/registry/1/x", Banks.witnesses(4, 3, 1, 0))));
    }

    @Test
    void a_change_of_an_older_revision_is_stale_for_ever() {
        Banks.register(state, TestLog.KEY.verifierKey(), TERMS);
        Change close = new Change.CloseLog(1, ORIGIN, 1);
        by("BankA", () -> rules.propose(close.toText()));
        Banks.decide(state, new Change.SetTerms(1, ORIGIN, 1, Banks.witnesses(3, 3, 0, 1)));
        state.callAs("BankB", "admin");
        assertRefused(Code.STALE_PROPOSAL, () -> rules.approve(close.id()));
        Change again = new Change.CloseLog(1, ORIGIN, 2);
        by("BankA", () -> rules.propose(again.toText()));
        Banks.admit(state, "BankD");
        state.callAs("BankB", "admin");
        assertRefused(Code.STALE_PROPOSAL, () -> rules.approve(again.id()));
        assertRefused(Code.STALE_PROPOSAL, () -> rules.propose(new Change.CloseLog(3, ORIGIN, 2).toText()));
        assertEquals(LogState.OPEN, log().state());
    }

    @Test
    void with_four_banks_three_must_approve() {
        Banks.admit(state, "BankD");
        Change change = new Change.RegisterLog(2, KEYS, TERMS);
        by("BankD", () -> rules.propose(change.toText()));
        assertFalse(
                Proposal.parse(by("BankA", () -> rules.approve(change.id()))).effective());
        assertTrue(Proposal.parse(by("BankB", () -> rules.approve(change.id()))).effective());
    }

    @Test
    void a_bank_leaves_when_no_open_log_needs_its_witness() {
        Banks.register(state, TestLog.KEY.verifierKey(), TERMS);
        state.callAs("BankA", "admin");
        Change dismiss = new Change.DismissBank(1, "BankC");
        assertRefused(Code.WITNESS_NEEDED, () -> rules.propose(dismiss.toText()));
        Banks.decide(state, new Change.SetTerms(1, ORIGIN, 1, Banks.witnesses(2, 2, 0, 1)));
        Banks.decide(state, dismiss);
        assertEquals(List.of("BankA", "BankB"), Banks.members(state).banks());
        state.callAs("BankC", "admin");
        assertRefused(Code.NOT_ALLOWED, () -> rules.propose(REGISTER.toText()));
        state.callAs("BankA", "admin");
        assertRefused(Code.TOO_FEW_BANKS, () -> rules.propose(new Change.DismissBank(2, "BankB").toText()));
        assertRefused(Code.UNKNOWN_BANK, () -> rules.propose(new Change.DismissBank(2, "BankC").toText()));
        assertRefused(Code.BANK_EXISTS, () -> rules.propose(new Change.AdmitBank(2, "BankB").toText()));
    }

    @Test
    void there_are_at_most_fifteen_banks() {
        for (int i = 4; i <= 15; i++) {
            Banks.admit(state, "Bank" + i);
        }
        state.callAs("BankA", "admin");
        assertRefused(Code.TOO_MANY_BANKS, () -> rules.propose(new Change.AdmitBank(13, "Bank16").toText()));
    }

    private LogRegistration log() {
        return new Registrations(state).require(ORIGIN);
    }

    private static String register(String origin, LogTerms terms) {
        SigningKey key = SigningKey.generate(origin, new SecureRandom());
        return new Change.RegisterLog(1, new LogKeys(List.of(key.verifierKey())), terms).toText();
    }

    private String by(String bank, java.util.function.Supplier<String> call) {
        state.callAs(bank, "admin");
        String answer = call.get();
        state.commit();
        return answer;
    }

    private void assertRefused(Code code, Executable call) {
        Refusal refusal = assertThrows(Refusal.class, call);
        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(state.written().isEmpty(), "a refused call wrote");
    }
}
