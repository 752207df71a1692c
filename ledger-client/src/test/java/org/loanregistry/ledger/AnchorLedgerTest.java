package org.loanregistry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.Proposal;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.TreeHash;

/** The real development network, the real contract, four organisations; {@link FabricAnchorLedgerTest} is the same on Fabric. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AnchorLedgerTest {
    private RunningNetwork network;
    private AnchorLedger admin;
    private AnchorLedger adminB;
    private AnchorLedger operator;
    private AnchorLedger bankB;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        network = RunningNetwork.start(home, networkOptions());
        admin = network.connect("BankA", "admin");
        adminB = network.connect("BankB", "admin");
        operator = network.connect("RegistryOperator", "client");
        bankB = network.connect("BankB", "client");
    }

    /** What `network run` is told, besides its folder. */
    List<String> networkOptions() {
        return List.of();
    }

    @AfterAll
    void stop() throws IOException {
        for (AutoCloseable opened : Stream.of(admin, adminB, operator, bankB, network)
                .filter(Objects::nonNull)
                .toList()) {
            try {
                opened.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void a_log_registered_by_two_banks_is_registered_for_all() {
        SigningKey key = GrowingLog.newKey("test.example/loans/registry/1/register");
        String origin = key.verifierKey().name();
        Proposal proposed = Proposal.parse(
                assertCommitted(admin.governance().propose(registration(key))).answer());
        assertFalse(proposed.effective());
        assertFalse(bankB.isRegistered(origin));
        Proposal approved = Proposal.parse(
                assertCommitted(adminB.governance().approve(proposed.id())).answer());
        assertTrue(approved.effective());
        assertEquals(Optional.of(approved), bankB.governance().proposal(proposed.id()));
        assertTrue(bankB.governance().proposals().contains(approved));
        assertTrue(bankB.governance().logs().contains(origin));
        assertEquals(
                key.verifierKey(),
                operator.log(origin).orElseThrow().keys().keys().getFirst());
        assertEquals(Optional.empty(), bankB.head(origin));
    }

    @Test
    void a_repeated_proposal_and_approval_get_the_first_answer() {
        Change change = registration(GrowingLog.newKey("test.example/loans/registry/1/twice"));
        String proposed = assertCommitted(admin.governance().propose(change)).answer();
        String approved =
                assertCommitted(adminB.governance().approve(change.id())).answer();
        assertEquals(
                proposed, assertCommitted(admin.governance().propose(change)).answer());
        assertEquals(
                approved,
                assertCommitted(adminB.governance().approve(change.id())).answer());
    }

    @Test
    void proposals_of_one_moment_are_all_recorded() throws Exception {
        List<Change> changes = IntStream.range(0, 4)
                .mapToObj(i -> registration(GrowingLog.newKey("test.example/loans/registry/1/moment" + i)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : threads.invokeAll(changes.stream()
                    .<Callable<SubmitOutcome>>map(
                            change -> () -> admin.governance().propose(change))
                    .toList())) {
                assertCommitted(outcome.get());
            }
        }
        changes.forEach(change -> assertEquals(
                change, bankB.governance().proposal(change.id()).orElseThrow().change()));
    }

    @Test
    void neither_a_banks_client_nor_the_operator_governs() {
        Change change = registration(GrowingLog.newKey("test.example/loans/registry/1/not-allowed"));
        assertRefused("NOT_ALLOWED", bankB.governance().propose(change));
        assertRefused("NOT_ALLOWED", operator.governance().propose(change));
        try (AnchorLedger operatorsAdmin = network.connect("RegistryOperator", "admin")) {
            assertRefused("NOT_ALLOWED", operatorsAdmin.governance().propose(change));
        }
        assertRefused("UNKNOWN_PROPOSAL", admin.governance().approve(change.id()));
        assertEquals(Optional.empty(), bankB.governance().proposal(change.id()));
    }

    @Test
    void another_key_under_a_registered_origin_is_refused() {
        register(GrowingLog.newKey("test.example/loans/registry/1/taken"));
        Change other = registration(GrowingLog.newKey("test.example/loans/registry/1/taken"));
        assertRefused("LOG_EXISTS", admin.governance().propose(other));
    }

    @Test
    void anchors_of_the_operator_are_seen_by_a_banks_own_peer() {
        GrowingLog log = registered("test.example/loans/registry/1/growing");
        var first = AnchoredCheckpoint.parse(
                assertCommitted(operator.anchor(log.note(3), 0, List.of())).answer());
        var outcome = assertCommitted(operator.anchor(log.note(8), 3, log.proof(3, 8)));
        var second = AnchoredCheckpoint.parse(outcome.answer());
        assertEquals(outcome.transactionId(), second.transactionId());
        assertEquals(8, second.checkpoint().treeSize());
        assertEquals(Optional.of(second), bankB.head("test.example/loans/registry/1/growing"));
        assertEquals(Optional.of(first), bankB.checkpointAtOrAfter("test.example/loans/registry/1/growing", 1));
        assertEquals(Optional.of(first), bankB.checkpointAtOrAfter("test.example/loans/registry/1/growing", 3));
        assertEquals(Optional.of(second), bankB.checkpointAtOrAfter("test.example/loans/registry/1/growing", 4));
        assertEquals(Optional.empty(), bankB.checkpointAtOrAfter("test.example/loans/registry/1/growing", 9));
    }

    @Test
    void the_same_note_again_gets_the_first_answer() {
        GrowingLog log = registered("test.example/loans/registry/1/again");
        String first =
                assertCommitted(operator.anchor(log.note(3), 0, List.of())).answer();
        operator.anchor(log.note(8), 3, log.proof(3, 8));
        assertEquals(
                first,
                assertCommitted(operator.anchor(log.note(3), 0, List.of())).answer());
    }

    @Test
    void a_rewritten_log_signed_by_its_own_key_is_refused() {
        SigningKey key = GrowingLog.newKey("test.example/loans/registry/1/rewritten");
        register(key);
        GrowingLog honest = new GrowingLog(key, "honest", 20);
        GrowingLog rewritten = new GrowingLog(key, "rewritten", 20);
        assertCommitted(operator.anchor(honest.note(8), 0, List.of()));
        assertRefused("OTHER_ROOT", operator.anchor(rewritten.note(8), 8, List.of()));
        assertRefused("INCONSISTENT", operator.anchor(rewritten.note(13), 8, rewritten.proof(8, 13)));
        assertRefused("INCONSISTENT", operator.anchor(honest.note(13), 8, List.of()));
        assertRefused("SMALLER_TREE", operator.anchor(rewritten.note(5), 8, List.of()));
        assertRefused("WRONG_OLD_SIZE", operator.anchor(rewritten.note(13), 5, rewritten.proof(5, 13)));
        assertRefused("WRONG_OLD_SIZE", operator.anchor(rewritten.note(13), 0, List.of()));
        assertEquals(
                8,
                bankB.head("test.example/loans/registry/1/rewritten")
                        .orElseThrow()
                        .checkpoint()
                        .treeSize());
    }

    @Test
    void a_note_of_another_key_of_no_log_or_of_no_form_is_refused() {
        GrowingLog log = registered("test.example/loans/registry/1/notes");
        assertRefused(
                "BAD_SIGNATURE",
                operator.anchor(log.sign(3, GrowingLog.newKey("test.example/loans/registry/1/notes")), 0, List.of()));
        GrowingLog unknown = new GrowingLog(GrowingLog.newKey("test.example/loans/registry/1/unknown"), "x", 3);
        assertRefused("UNKNOWN_LOG", operator.anchor(unknown.note(3), 0, List.of()));
        assertRefused("MALFORMED_NOTE", operator.anchor("no note", 0, List.of()));
        assertRefused("INCONSISTENT", operator.anchor(log.note(3), 0, List.of(TreeHash.emptyRoot())));
        assertEquals(Optional.empty(), bankB.head("test.example/loans/registry/1/notes"));
        assertEquals(Optional.empty(), bankB.head("test.example/loans/registry/1/unknown"));
    }

    @Test
    void of_two_anchors_at_once_one_is_committed_and_the_other_refused() throws Exception {
        GrowingLog log = registered("test.example/loans/registry/1/race");
        operator.anchor(log.note(3), 0, List.of());
        try (var pool = Executors.newFixedThreadPool(2)) {
            var five = pool.submit(() -> operator.anchor(log.note(5), 3, log.proof(3, 5)));
            var eight = pool.submit(() -> operator.anchor(log.note(8), 3, log.proof(3, 8)));
            List<SubmitOutcome> outcomes = List.of(five.get(), eight.get());
            assertEquals(
                    1,
                    outcomes.stream()
                            .filter(SubmitOutcome.Committed.class::isInstance)
                            .count(),
                    outcomes.toString());
            SubmitOutcome.Refused refused = outcomes.stream()
                    .filter(SubmitOutcome.Refused.class::isInstance)
                    .map(SubmitOutcome.Refused.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    List.of("MVCC_READ_CONFLICT", "PHANTOM_READ_CONFLICT", "WRONG_OLD_SIZE", "SMALLER_TREE")
                            .contains(refused.code()),
                    refused.toString());
        }
    }

    private GrowingLog registered(String origin) {
        SigningKey key = GrowingLog.newKey(origin);
        register(key);
        return new GrowingLog(key, origin, 20);
    }

    private void register(SigningKey key) {
        Change change = registration(key);
        assertCommitted(admin.governance().propose(change));
        assertCommitted(adminB.governance().approve(change.id()));
    }

    private static Change registration(SigningKey key) {
        return new Change.RegisterLog(
                1, new LogKeys(List.of(key.verifierKey())), new LogTerms(List.of(), 0, 0, 86_400, 0));
    }

    private static SubmitOutcome.Committed assertCommitted(SubmitOutcome outcome) {
        return assertInstanceOf(SubmitOutcome.Committed.class, outcome, outcome::toString);
    }

    private static void assertRefused(String code, SubmitOutcome outcome) {
        assertEquals(
                code, assertInstanceOf(SubmitOutcome.Refused.class, outcome).code());
    }
}
