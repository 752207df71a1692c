package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SigningKey;

/** One attempt to anchor after the other, on the real development network; what it holds is asked at a bank's own peer. */
@SuppressWarnings("NullAway.Init")
class AnchorerTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final TestLedger LEDGER = TestLedger.running();
    private static AnchorLedger bank;

    private final Random random = new Random(3);
    private LossyGateway gateway;
    private TestRegistry registry;
    private Anchorer anchorer;

    @BeforeAll
    static void connect() {
        bank = LEDGER.connect("BankC", "client");
    }

    @AfterAll
    static void disconnect() {
        bank.close();
    }

    @BeforeEach
    void start() throws IOException {
        gateway = new LossyGateway(LEDGER);
        registry = TestRegistry.create(Map.of(
                "registry.host",
                TestLedger.host(),
                "registry.ledger-profile",
                gateway.profile().toString()));
        anchorer = anchorer(registry);
    }

    @AfterEach
    void stop() {
        registry.close();
        gateway.close();
    }

    @Test
    void an_empty_log_needs_no_anchor() {
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
        assertEquals(Optional.empty(), anchorer.lastSeen());
    }

    @Test
    void the_newest_head_is_anchored_seen_by_a_bank_and_published() {
        register();
        grow(300);
        var anchored =
                assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        assertEquals(registry.size(), anchored.checkpoint().treeSize());
        assertEquals(registry.root(), anchored.checkpoint().root());
        assertEquals(Optional.of(anchored), bank.head(origin()));
        assertEquals(registry.size(), publishedSize());
        assertEquals(Optional.of(anchored), anchorer.lastSeen());
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
    }

    @Test
    void nothing_is_anchored_or_published_before_the_log_is_registered() {
        grow(3);
        assertInstanceOf(AnchorStep.NotRegistered.class, anchorer.step());
        assertEquals(0, gateway.submissionsPassedOn.get());
        assertEquals(0, publishedSize());
        register();
        assertInstanceOf(AnchorStep.Anchored.class, anchorer.step());
        assertEquals(registry.size(), publishedSize());
    }

    @Test
    void a_head_that_the_contract_refuses_is_not_published() {
        LEDGER.register(SigningKey.generate(origin(), new SecureRandom()).verifierKey());
        grow(3);
        var refused = assertInstanceOf(AnchorStep.Refused.class, anchorer.step());
        assertEquals("BAD_SIGNATURE", refused.code());
        assertEquals(0, publishedSize());
        assertEquals(Optional.empty(), bank.head(origin()));
        assertEquals(
                "BAD_SIGNATURE",
                assertInstanceOf(AnchorStep.Refused.class, anchorer.step()).code());
    }

    @Test
    void what_grew_while_the_ledger_was_away_takes_one_anchor() {
        register();
        grow(5);
        var before =
                assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        LEDGER.stop();
        try {
            for (var leaves : List.of(40, 300, 7)) {
                grow(leaves);
                assertThrows(LedgerUnavailableException.class, anchorer::step);
            }
            assertEquals(6, publishedSize());
        } finally {
            LEDGER.start();
        }
        var after = assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        assertEquals(registry.size(), after.checkpoint().treeSize());
        assertEquals(6 + 41 + 301 + 8, registry.size());
        assertEquals(Optional.of(before), bank.checkpointAtOrAfter(origin(), 6));
        assertEquals(Optional.of(after), bank.checkpointAtOrAfter(origin(), 7), "one anchor covers all three batches");
        assertEquals(registry.size(), publishedSize());
    }

    @Test
    void an_anchor_whose_answer_is_lost_is_asked_for_and_not_submitted_again() {
        register();
        grow(5);
        gateway.statusesToLose.set(2);
        var unknown = assertInstanceOf(AnchorStep.Unknown.class, anchorer.step());
        assertEquals(0, publishedSize(), "unknown is not anchored");
        var anchored =
                assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        assertEquals(unknown.transactionId(), anchored.transactionId());
        assertEquals(1, gateway.submissionsPassedOn.get());
        assertEquals(registry.size(), publishedSize());
        assertEquals(Optional.of(anchored), bank.head(origin()));
    }

    @Test
    void an_anchor_that_stays_unknown_is_found_on_the_ledger_later() {
        register();
        grow(5);
        gateway.statusesToLose.set(4);
        var unknown = assertInstanceOf(AnchorStep.Unknown.class, anchorer.step());
        assertInstanceOf(AnchorStep.UpToDate.class, anchorer.step());
        assertEquals(Optional.of(unknown.transactionId()), anchorer.lastSeen().map(AnchoredCheckpoint::transactionId));
        assertEquals(1, gateway.submissionsPassedOn.get());
        assertEquals(registry.size(), publishedSize());
    }

    @Test
    void a_service_that_started_anew_finds_the_anchor_whose_answer_was_lost() {
        register();
        grow(5);
        gateway.statusesToLose.set(2);
        var unknown = assertInstanceOf(AnchorStep.Unknown.class, anchorer.step());
        var other = anchorer(registry);
        assertInstanceOf(AnchorStep.UpToDate.class, other.step());
        assertEquals(Optional.of(unknown.transactionId()), other.lastSeen().map(AnchoredCheckpoint::transactionId));
        assertEquals(registry.size(), publishedSize());
    }

    @Test
    void a_submission_that_never_arrived_is_made_again() {
        register();
        grow(5);
        gateway.submissionsToLose.set(1);
        gateway.questionsToLose.set(4);
        var unknown = assertInstanceOf(AnchorStep.Unknown.class, anchorer.step());
        assertTrue(unknown.detail().contains("connection lost"), unknown.detail());
        var anchored =
                assertInstanceOf(AnchorStep.Anchored.class, anchorer.step()).head();
        assertNotEquals(unknown.transactionId(), anchored.transactionId());
        assertEquals(Optional.of(anchored), bank.head(origin()));
    }

    @Test
    void a_ledger_ahead_of_the_database_is_no_head_to_build_on() {
        register();
        grow(5);
        assertInstanceOf(AnchorStep.Anchored.class, anchorer.step());
        try (var copy = registry.rewritten()) {
            copy.queue(new Random(99), 2, "bank-b");
            copy.integrateAll();
            var behind = anchorer(copy);
            var refused = assertThrows(HistoryException.class, behind::step);
            assertTrue(String.valueOf(refused.getMessage()).contains("restored from an earlier copy"));
            copy.queue(new Random(98), 20, "bank-b");
            copy.integrateAll();
            var other = assertThrows(HistoryException.class, behind::step);
            assertTrue(String.valueOf(other.getMessage()).contains("its history was rewritten"));
            assertEquals(Optional.empty(), behind.lastSeen());
        }
        assertEquals(
                registry.size(), bank.head(origin()).orElseThrow().checkpoint().treeSize());
    }

    private void register() {
        LEDGER.register(registry.bean(SigningKeys.class).of(LogName.RECORDS).verifierKey());
    }

    private void grow(int leaves) {
        registry.queue(random, leaves, "bank-a");
        registry.integrateAll();
    }

    private String origin() {
        return registry.bean(Settings.class).origin(LOG);
    }

    private long publishedSize() {
        var reader = registry.bean(LogReader.class);
        return registry.database()
                .read(tx -> reader.published(tx, LOG).map(PublishedLog::treeSize))
                .orElse(0L);
    }

    private static Anchorer anchorer(TestRegistry registry) {
        return new Anchorer(
                LOG,
                registry.bean(Settings.class).origin(LOG),
                registry.bean(Database.class),
                registry.bean(LedgerLink.class).ledger().orElseThrow(),
                registry.bean(HistoryGuard.class),
                registry.bean(WitnessPanel.class),
                InstantSource.system());
    }
}
