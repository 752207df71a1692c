package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.DedicatedSession;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** The second log, beside the first and from the same code: its own tree, key, anchors and addresses, and no feeds. */
@SuppressWarnings("NullAway.Init")
class AccessLogTest {
    private static final LogName LOG = LogName.ACCESS;
    private static final TestLedger LEDGER = TestLedger.running();

    private final Random random = new Random(11);
    private TestRegistry registry;

    @BeforeEach
    void create() {
        registry = TestRegistry.create(Map.of(
                "registry.host",
                TestLedger.host(),
                "registry.ledger-profile",
                LEDGER.profile("RegistryOperator", "client").toString()));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void its_leaves_are_integrated_in_order_without_a_feed_heads_record() {
        var leaves = registry.queue(LOG, random, 300);
        registry.queue(random, 5, "bank-a");
        registry.integrateAll();
        assertEquals(300, registry.size(LOG));
        assertEquals(6, registry.size(LogName.RECORDS));
        var root = registry.database().read(tx -> new TreeStore().read(tx, LOG)).root();
        assertEquals(
                MerkleTree.root(leaves.stream()
                        .map(leaf -> TreeHash.leaf(leaf.leafData()))
                        .toList()),
                root);
        assertEquals(0, registry.count("feed_entry where log_id = 2"));
        assertEquals(0, registry.count("feed_heads where log_id = 2"));
    }

    @Test
    void a_leaf_for_a_lenders_feed_is_refused_before_it_waits() {
        assertThrows(IllegalArgumentException.class, () -> registry.queue(LOG, random, 1, "bank-a"));
        assertEquals(0, registry.count("leaf"));
    }

    @Test
    void its_key_and_origin_are_its_own() {
        var keys = registry.bean(SigningKeys.class);
        var settings = registry.bean(Settings.class);
        assertEquals(settings.origin(LOG), keys.of(LOG).verifierKey().name());
        assertTrue(settings.origin(LOG).endsWith("/loans/registry/1/access"));
        assertNotEquals(
                keys.of(LogName.RECORDS).verifierKey().toText(),
                keys.of(LOG).verifierKey().toText());
    }

    @Test
    void each_log_has_a_leader_of_its_own() {
        var login = registry.bean(DatabaseLogin.class);
        try (var records = DedicatedSession.locking(login, SequencerJob.leaderLock(LogName.RECORDS))
                        .orElseThrow();
                var access = DedicatedSession.locking(login, SequencerJob.leaderLock(LOG))
                        .orElseThrow()) {
            assertNotEquals(records, access);
            assertEquals(Optional.empty(), DedicatedSession.locking(login, SequencerJob.leaderLock(LOG)));
        }
    }

    @Test
    void both_are_anchored_each_under_its_own_registration_and_served_at_their_addresses() {
        registry.queue(LOG, random, 300);
        registry.queue(random, 5, "bank-a");
        registry.integrateAll();
        register(LOG);
        assertInstanceOf(AnchorStep.Anchored.class, anchorer(LOG).step());
        assertInstanceOf(
                AnchorStep.NotRegistered.class, anchorer(LogName.RECORDS).step());
        register(LogName.RECORDS);
        assertInstanceOf(AnchorStep.Anchored.class, anchorer(LogName.RECORDS).step());

        registry.serve();
        for (var log : List.of(LOG, LogName.RECORDS)) {
            var key = VerifierKey.parse(text(get(log.text() + "/vkey")).strip());
            var note = SignedNote.parse(text(get(log.text() + "/checkpoint")));
            assertTrue(note.isSignedBy(key));
            var head = Checkpoint.parse(note.body());
            assertEquals(registry.size(log), head.treeSize());
            var proofs = new TileProofs(
                    address -> get(log.text() + "/" + address.path()).body());
            assertEquals(head.root(), proofs.root(head.treeSize()));
            assertEquals(200, get(log.text() + "/tile/entries/000.p/4").statusCode());
            try (var bank = LEDGER.connect("BankB", "client")) {
                assertEquals(head, bank.head(head.origin()).orElseThrow().checkpoint());
            }
        }
    }

    @Test
    void a_log_that_there_is_not_is_not_found() {
        registry.serve();
        for (var path : List.of("loans/checkpoint", "RECORDS/checkpoint", "2/vkey", "none/tile/0/000")) {
            assertEquals(404, get(path).statusCode(), path);
        }
        assertEquals(404, get("access/checkpoint").statusCode(), "nothing of it is anchored yet");
    }

    @Test
    void a_tree_of_it_that_was_tampered_with_stops_the_start_and_is_named() {
        registry.queue(LOG, random, 3);
        registry.integrateAll();
        registry.asOwner("alter table tree_state disable trigger all");
        registry.asOwner("update tree_state set root = sha256('x') where log_id = 2");
        var start = registry.bean(LogStart.class);
        var refused = assertThrows(HistoryException.class, start::check);
        assertTrue(String.valueOf(refused.getMessage()).startsWith("log access of size 3"), refused.getMessage());
    }

    @Test
    void health_and_metrics_tell_of_each_log() {
        var health = text(TestRegistry.get(registry.serve().resolve("/health"), ""));
        assertTrue(health.contains("\"records\":{\"integratedSize\""), health);
        assertTrue(health.contains("\"access\":{\"integratedSize\""), health);
        var metrics = text(TestRegistry.get(registry.serve().resolve("/metrics"), ""));
        assertTrue(metrics.contains("registry_log_lag{log=\"access\"}"), metrics);
        assertTrue(metrics.contains("registry_log_lag{log=\"records\"}"), metrics);
    }

    private void register(LogName log) {
        LEDGER.register(registry.bean(SigningKeys.class).of(log).verifierKey());
    }

    private Anchorer anchorer(LogName log) {
        return new Anchorer(
                log,
                registry.bean(Settings.class).origin(log),
                registry.bean(Database.class),
                registry.bean(LedgerLink.class).ledger().orElseThrow(),
                registry.bean(HistoryGuard.class),
                registry.bean(WitnessPanel.class),
                InstantSource.system());
    }

    private HttpResponse<byte[]> get(String path) {
        return TestRegistry.get(registry.serve().resolve("/log/" + path), "");
    }

    private static String text(HttpResponse<byte[]> answer) {
        var text = new String(answer.body(), UTF_8);
        assertEquals(200, answer.statusCode(), text);
        return text;
    }
}
