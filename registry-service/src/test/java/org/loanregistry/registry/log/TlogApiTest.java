package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;
import org.loanregistry.transparency.tree.TreeHash;

/** 701 leaves anchored, 50 more integrated and not to be shown. */
class TlogApiTest {
    private static final int PUBLISHED = 701;

    private static TestRegistry registry;
    private static URI log;
    private static List<Hash> leaves;

    @BeforeAll
    static void serve() {
        registry = TestRegistry.create();
        registry.queue(new Random(1), PUBLISHED - 1, "bank-a");
        registry.integrateAll();
        registry.anchorWithoutLedger();
        registry.queue(new Random(2), 49, "bank-a");
        registry.integrateAll();
        leaves = registry.leafHashes();
        log = registry.serve().resolve("/log/records/");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static HttpResponse<byte[]> get(String path) {
        return TestRegistry.get(log.resolve(path), "");
    }

    @Test
    void the_newest_anchored_checkpoint_is_served_and_not_the_newest_one() {
        var answer = get("checkpoint");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/plain; charset=utf-8",
                answer.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(";c", "; c"));
        var note = SignedNote.parse(new String(answer.body(), UTF_8));
        var key = VerifierKey.parse(new String(get("vkey").body(), UTF_8).strip());
        assertTrue(note.isSignedBy(key));
        var head = Checkpoint.parse(note.body());
        assertEquals(PUBLISHED, head.treeSize());
        assertEquals(MerkleTree.root(leaves.subList(0, PUBLISHED)), head.root());
        assertEquals("registry.example/loans/registry/1/records", head.origin());
    }

    @Test
    void proofs_made_from_the_served_tiles_lead_to_the_served_root() {
        var proofs = new TileProofs(address -> {
            var answer = get(address.path());
            assertEquals(200, answer.statusCode(), address.path());
            assertTrue(answer.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
            return answer.body();
        });
        var root = MerkleTree.root(leaves.subList(0, PUBLISHED));
        assertEquals(root, proofs.root(PUBLISHED));
        for (long index : List.of(0L, 255L, 256L, 511L, 512L, 700L)) {
            var leaf = leaves.get((int) index);
            assertTrue(proofs.inclusion(index, PUBLISHED).check(leaf, root).isValid());
        }
    }

    @Test
    void the_proofs_of_a_feed_lead_to_the_anchored_root() {
        var root = MerkleTree.root(leaves.subList(0, PUBLISHED));
        registry.database().read(tx -> {
            var published = registry.bean(LogReader.class)
                    .published(tx, LogName.RECORDS)
                    .orElseThrow();
            for (int index = 0; index < PUBLISHED; index++) {
                var check = published.inclusion(index).check(leaves.get(index), root);
                assertTrue(check.isValid(), "leaf " + index + ": " + check);
            }
            return published;
        });
    }

    @Test
    void entry_bundles_hold_the_leaf_data_of_the_tiles() {
        for (var address : List.of(new TileAddress(0, 0, 256), new TileAddress(0, 2, 189), new TileAddress(0, 2, 5))) {
            var entries = EntryBundle.decode(
                    get(EntryBundle.path(address.index(), address.width())).body(), address.width());
            var tile = get(address.path()).body();
            for (int i = 0; i < entries.size(); i++) {
                assertEquals(Hash.at(tile, i * Hash.LENGTH), TreeHash.leaf(entries.get(i)));
            }
        }
    }

    @Test
    void a_narrower_partial_tile_is_the_beginning_of_the_full_one() {
        var full = get("tile/0/000").body();
        assertArrayEquals(
                java.util.Arrays.copyOf(full, 3 * Hash.LENGTH),
                get("tile/0/000.p/3").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/002.p/190",
                "tile/0/002.p/239",
                "tile/0/002",
                "tile/0/003.p/1",
                "tile/1/000",
                "tile/1/000.p/3",
                "tile/2/000.p/1",
                "tile/8/000.p/1",
                "tile/63/000.p/1",
                "tile/64/000",
                "tile/0/002.p/0",
                "tile/0/002.p/256",
                "tile/0/2.p/1",
                "tile/0/0002.p/1",
                "tile/0/x000/002.p/1",
                "tile/0/002.p/01",
                "tile/-1/000",
                "tile/0/000.p/",
                "tile/0/",
                "tile/entries/002.p/190",
                "tile/entries/002",
                "tile/entries/003",
                "tile/entries/002.p/0",
                "tile/entries/",
                "tile/x/000"
            })
    void a_tile_that_is_empty_ill_named_or_beyond_the_anchored_size_is_not_found(String path) {
        var answer = get(path);
        assertEquals(404, answer.statusCode(), path);
        assertTrue(new String(answer.body(), UTF_8).contains("\"status\":404"), new String(answer.body(), UTF_8));
    }

    @Test
    void before_the_first_anchor_there_is_no_checkpoint() {
        try (var fresh = TestRegistry.create()) {
            var answer = TestRegistry.get(fresh.serve().resolve("/log/records/checkpoint"), "");
            assertEquals(404, answer.statusCode());
        }
    }

    @Test
    void health_metrics_and_the_description_are_open_to_everybody() {
        var health = TestRegistry.get(log.resolve("/health"), "");
        var said = new String(health.body(), UTF_8);
        assertEquals(200, health.statusCode(), said);
        assertTrue(said.contains("\"status\""), said);
        var metrics = TestRegistry.get(log.resolve("/metrics"), "");
        assertTrue(new String(metrics.body(), UTF_8).contains("registry_log_lag"));
        var description = TestRegistry.get(log.resolve("/openapi.yml"), "");
        assertTrue(new String(description.body(), UTF_8).contains("openapi: 3"));
    }
}
