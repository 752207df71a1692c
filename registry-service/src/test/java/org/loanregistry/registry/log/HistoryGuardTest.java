package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.TreeHash;

class HistoryGuardTest {
    private static final LogName LOG = LogName.RECORDS;
    private static final Hash OTHER_ROOT = TreeHash.leaf(new byte[] {1});

    @Test
    void a_head_that_the_database_leads_on_from_is_accepted() {
        try (var registry = filled(600)) {
            var early = registry.newestHead();
            registry.queue(new Random(2), 500, "bank-a");
            registry.integrateAll();
            assertDoesNotThrow(() -> registry.bean(HistoryGuard.class).checkHead(LOG, early));
            assertDoesNotThrow(() -> registry.bean(HistoryGuard.class).checkHead(LOG, registry.newestHead()));
        }
    }

    @Test
    void a_ledger_ahead_of_the_database_shows_a_restored_copy() {
        try (var registry = filled(10)) {
            var refused = refusal(registry, head(registry, registry.size() + 7, OTHER_ROOT));
            assertTrue(refused.contains("size 18") && refused.contains("only 11 leaves"), refused);
            assertTrue(refused.contains("restored from an earlier copy"), refused);
        }
    }

    @Test
    void another_root_of_the_same_size_and_of_an_earlier_size_is_a_rewritten_history() {
        try (var registry = filled(300)) {
            for (long size : List.of(registry.size(), 256L, 7L)) {
                var refused = refusal(registry, head(registry, size, OTHER_ROOT));
                assertTrue(refused.contains("rewritten") && refused.contains("of size " + size), refused);
            }
        }
    }

    @Test
    void a_head_under_another_key_is_refused() {
        try (var registry = filled(10)) {
            var stranger = SigningKey.generate(registry.bean(Settings.class).origin(LOG), new SecureRandom());
            var body = registry.newestHead().note().body();
            var head = new AnchoredCheckpoint(1, "0".repeat(64), SignedNote.sign(body, stranger));
            assertTrue(refusal(registry, head).contains("another key"));
        }
    }

    @Test
    void a_tree_row_that_its_tiles_do_not_lead_to_stops_the_start() {
        try (var registry = filled(300)) {
            registry.asOwner("alter table tree_state disable trigger all");
            registry.asOwner("update tree_state set root = sha256('x')");
            assertTrue(startRefusal(registry).contains("the tree's row says"));
        }
    }

    @Test
    void edge_tiles_that_are_gone_or_altered_stop_the_start() {
        try (var registry = filled(300)) {
            registry.asOwner(
                    "update tile_edge set hashes = overlay(hashes placing sha256('x') from 1) where level = 0");
            assertTrue(startRefusal(registry).contains("the tiles give root"));
            registry.asOwner("delete from tile_edge where level = 0");
            assertTrue(startRefusal(registry).contains("cannot be rebuilt"));
        }
    }

    private static TestRegistry filled(int leaves) {
        var registry = TestRegistry.create();
        registry.queue(new Random(leaves), leaves, "bank-a");
        registry.integrateAll();
        return registry;
    }

    private static AnchoredCheckpoint head(TestRegistry registry, long size, Hash root) {
        var body = new Checkpoint(registry.bean(Settings.class).origin(LOG), size, root).toBody();
        return new AnchoredCheckpoint(
                1,
                "0".repeat(64),
                SignedNote.sign(body, registry.bean(SigningKeys.class).of(LogName.RECORDS)));
    }

    private static String refusal(TestRegistry registry, AnchoredCheckpoint head) {
        var guard = registry.bean(HistoryGuard.class);
        return String.valueOf(assertThrows(HistoryException.class, () -> guard.checkHead(LOG, head))
                .getMessage());
    }

    private static String startRefusal(TestRegistry registry) {
        var start = registry.bean(LogStart.class);
        return String.valueOf(assertThrows(HistoryException.class, start::check).getMessage());
    }
}
