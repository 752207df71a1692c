package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCheckTest {
    private static final LogCheck.Rows NONE = (_, _) -> Set.of();

    private static TestRegistry filled() {
        var registry = TestRegistry.create();
        registry.queue(new Random(1), 3, "bank-a");
        registry.integrateAll();
        registry.queue(new Random(2), 2, "bank-b");
        registry.integrateAll();
        return registry;
    }

    private static List<String> faults(TestRegistry registry) {
        return registry.bean(LogCheck.class).run(LogName.RECORDS, NONE, _ -> {});
    }

    @Test
    void a_log_whose_entries_follow_from_its_leaves_has_no_fault() {
        try (var registry = filled()) {
            assertEquals(7, registry.bean(LogCheck.class).size(LogName.RECORDS));
            assertEquals(List.of(), faults(registry));
            assertEquals(List.of(), registry.bean(LogCheck.class).run(LogName.ACCESS, NONE, _ -> {}));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update entry_bundle_edge set entries = set_byte(entries, 71 + 70, 255 - get_byte(entries, 71 + 70)) where log_id = 1"
                        + "|log records entry 1: it does not follow from a row"
                        + "; log records: its entries do not give the root of its tree",
                "update leaf set leaf_data = set_byte(leaf_data, 68, 255 - get_byte(leaf_data, 68)) where record_id ="
                        + " (select record_id from log_entry where leaf_index = 0)"
                        + "|log records entry 0: it does not follow from a row",
                "update feed_heads set epoch_seconds = epoch_seconds + 1 where leaf_index = 3"
                        + "|log records entry 3: it does not follow from a row",
                "delete from feed_heads where leaf_index = 6|log records entry 6: it does not follow from a row",
                "update feed_heads set sealed_key = set_byte(sealed_key, 40, 255 - get_byte(sealed_key, 40)) where"
                        + " leaf_index = 6|log records entry 6: it does not follow from a row",
                "delete from entry_bundle_edge|log records entries 0 to 6: 7 missing"
                        + "; log records: its entries do not give the root of its tree",
                "update tree_state set root = sha256('') where log_id = 1"
                        + "|log records: its entries do not give the root of its tree",
            })
    void what_was_altered_is_named_by_its_place(String sql, String faults) {
        try (var registry = filled()) {
            registry.asOwner("set session_replication_role = replica; " + sql);
            assertEquals(List.of(faults.split("; ", -1)), faults(registry));
        }
    }

    @Test
    void a_record_that_is_in_the_log_twice_is_named() {
        try (var registry = filled()) {
            registry.asOwner("set session_replication_role = replica;"
                    + " update entry_bundle_edge set record_ids[2] = record_ids[1] where log_id = 1");
            var faults = faults(registry);
            assertEquals("log records entry 1: it does not follow from a row", faults.getFirst());
            assertTrue(faults.getLast().endsWith(" is in it more than once"), faults.getLast());
        }
    }

    @Test
    void a_leaf_that_never_waited_follows_from_its_row_or_from_nothing() {
        try (var registry = TestRegistry.create()) {
            var leaves = TestRegistry.randomLeaves(new Random(3), LogWriter.DIRECT_LEAVES, "bank-a");
            registry.integrateAll();
            try (var job = registry.bean(SequencerJobs.class).of(LogName.RECORDS)) {
                job.step();
                registry.bean(LogWriter.class).write(LogName.RECORDS, leaves.size(), (_, sink) -> {
                    sink.append(leaves);
                    return 0;
                });
            }
            assertEquals(0, registry.count("leaf"));
            var check = registry.bean(LogCheck.class);
            assertEquals(List.of(), check.run(LogName.RECORDS, (_, ids) -> Set.copyOf(ids), _ -> {}));
            assertEquals(
                    LogWriter.DIRECT_LEAVES,
                    check.run(LogName.RECORDS, NONE, _ -> {}).size());
            var walked = new java.util.HashSet<java.util.UUID>();
            registry.bean(LogWalk.class)
                    .each(LogName.RECORDS, page -> page.forEach(leaf -> walked.add(leaf.recordId())));
            assertEquals(LogWriter.DIRECT_LEAVES, walked.size());
        }
    }
}
