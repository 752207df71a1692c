package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyTest {
    private static TestRegistry registry;

    @BeforeAll
    static void record() {
        registry = TestRegistry.create();
        registry.queue(new Random(1), 300, "bank-a");
        registry.integrateAll();
        registry.anchorWithoutLedger();
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update leaf set feeds = '{}'",
                "delete from leaf",
                "truncate leaf",
                "update entry_bundle set record_ids = record_ids",
                "delete from entry_bundle where bundle_index = 0",
                "update tile set hashes = hashes",
                "delete from tile",
                "update entry_bundle set entries = entries",
                "delete from feed_block",
                "update feed_block set leaf_indexes = leaf_indexes",
                "delete from feed_heads",
                "update receipt_batch set note = ''",
                "delete from checkpoint",
                "truncate checkpoint",
                "delete from tree_state",
                "delete from feed_state",
                "delete from lender_feed_key",
                "update registry_key set created_at = now()",
                "delete from registry_key",
                "update lender set slot = 4 where slot = 1"
            })
    void a_row_of_the_log_is_changed_neither_by_the_application_nor_by_the_owner(String sql) {
        var asOwner = assertThrows(IllegalStateException.class, () -> registry.asOwner(sql));
        assertTrue(message(asOwner).contains("append-only"), message(asOwner));
        assertThrows(IllegalStateException.class, () -> registry.asApp(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update checkpoint set note = 'another'",
                "update checkpoint set state = 'integrated', note = null",
                "update checkpoint set state = 'signed'",
                "update checkpoint set root = sha256('x')",
                "update checkpoint set size = size + 1",
                "update tree_state set root = sha256('x')",
                "update tree_state set size = 0, frontier = ''",
                "update tree_state set epoch = epoch - 1",
                "update tree_state set cursor_id = cursor_id - 1"
            })
    void a_checkpoint_and_a_tree_only_advance_even_for_the_owner(String sql) {
        var refused = assertThrows(IllegalStateException.class, () -> registry.asOwner(sql));
        assertTrue(message(refused).matches("(?s).*only (advances|grows).*"), message(refused));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into lender values ('bank-d', 4, 'BankD', 'Bank D')",
                "insert into log values (3, 'other')",
                "alter table leaf disable trigger all",
                "drop table leaf",
                "create table mine (id int)"
            })
    void the_application_can_neither_add_a_lender_nor_touch_the_schema(String sql) {
        assertThrows(IllegalStateException.class, () -> registry.asApp(sql));
    }

    @Test
    void a_size_has_one_note_for_ever() {
        var before = registry.newestHead();
        registry.bean(CheckpointSigner.class).sign(LogName.RECORDS, registry.size());
        assertEquals(before, registry.newestHead());
    }

    private static String message(Throwable refused) {
        return String.valueOf(refused.getCause());
    }
}
