package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.schema.Tables;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;

/**
 * What must hold of a log whatever failed, by what its clients were told: each acknowledged event is there once, the indices
 * have no gap, no size has a second head, every receipt is honoured. Remembers what it saw. Not thread-safe.
 */
final class LogInvariants {
    private static final LogName LOG = LogName.RECORDS;

    private final TestRegistry registry;
    private final Map<Long, String> heads = new HashMap<>();
    private final Set<UUID> acknowledged = new HashSet<>();
    private final Set<Hash> promised = new HashSet<>();

    LogInvariants(TestRegistry registry) {
        this.registry = registry;
    }

    /** A client was told that these records are recorded, with this receipt. */
    void acknowledge(List<UUID> records, List<Hash> leafHashes, String receipt) {
        var note = SignedNote.parse(receipt);
        assertTrue(note.isSignedBy(registry.bean(SigningKeys.class).of(LOG).verifierKey()), "a receipt's signature");
        assertTrue(note.body().contains(MerkleTree.root(leafHashes).toBase64()), "a receipt is of its events");
        acknowledged.addAll(records);
        promised.addAll(leafHashes);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** After each failure. */
    void check() {
        var recorded = recorded();
        assertEquals(recorded.size(), new HashSet<>(recorded).size(), "an event is there twice");
        assertTrue(new HashSet<>(recorded).containsAll(acknowledged), "an acknowledged event is lost");
        assertEquals(registry.size(), registry.count("log_entry where log_id = 1"), "the entries are the tree's");
        assertEquals(
                registry.size(),
                registry.count("generate_series(0, (select size from tree_state where log_id = 1) - 1) n"
                        + " join log_entry on log_id = 1 and leaf_index = n"),
                "the indices have no gap");
        registry.bean(HistoryGuard.class).checkTree(LOG);
        var signed = registry.database()
                .read(tx -> tx.dsl()
                        .selectFrom(Tables.CHECKPOINT)
                        .where(Tables.CHECKPOINT.LOG_ID.eq(LOG.id()))
                        .and(Tables.CHECKPOINT.NOTE.isNotNull())
                        .fetchMap(Tables.CHECKPOINT.SIZE, Tables.CHECKPOINT.NOTE));
        heads.forEach((size, note) -> assertEquals(note, signed.get(size), "the head of size " + size));
        heads.putAll(signed);
    }

    /** Each record that is in the log or waits for it, as often as it is there. */
    private List<UUID> recorded() {
        return registry.database().read(tx -> {
            List<UUID> all =
                    new ArrayList<>(tx.dsl().selectFrom(Tables.LOG_ENTRY).fetch(Tables.LOG_ENTRY.RECORD_ID));
            all.addAll(tx.dsl()
                    .resultQuery("select record_id from leaf, tree_state where leaf.log_id = 1"
                            + " and tree_state.log_id = 1 and (xid, leaf_id) > (cursor_xid, cursor_id)")
                    .fetch(row -> row.get(0, UUID.class)));
            return all;
        });
    }

    /** At the end, with everything well: all that waits is integrated, and the tree is that of its leaves and of all receipts. */
    void checkAll() {
        registry.integrateAll();
        check();
        var leaves = registry.leafHashes();
        assertEquals(MerkleTree.root(leaves), registry.root());
        assertTrue(new HashSet<>(leaves).containsAll(promised), "a receipt is not honoured");
        assertTrue(registry.count("log_entry where log_id = 1") > acknowledged.size(), "nothing waits any more");
        assertEquals(
                0,
                registry.count("leaf, tree_state t where t.log_id = 1 and (xid, leaf_id) > (cursor_xid, cursor_id)"));
        heads.values()
                .forEach(head -> assertTrue(SignedNote.parse(head)
                        .isSignedBy(registry.bean(SigningKeys.class).of(LOG).verifierKey())));
    }
}
