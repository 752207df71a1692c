package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.LEAF;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;

/** The outbox table. */
final class LeafStore {
    void insert(Transaction tx, LogName log, List<NewLeaf> leaves) {
        var rows = new BinaryRows("leaf (log_id, record_id, leaf_data, feeds)");
        for (var leaf : leaves) {
            rows.add(log.id()).add(leaf.recordId()).add(leaf.leafData()).add(leaf.feeds());
        }
        rows.send(tx);
    }

    /**
     * The next committed rows after {@code cursor}, at most {@code limit}. No transaction below the horizon is still
     * running, so nothing can appear later below what is read here; the order is that of the xid8 column, not of its text.
     */
    List<OutboxLeaf> after(Transaction tx, LogName log, Cursor cursor, int limit) {
        return tx.dsl()
                .resultQuery("""
                select xid, leaf_id, record_id, leaf_data, array_to_string(feeds, ',')
                from leaf
                where log_id = ? and (xid, leaf_id) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by leaf.xid, leaf_id
                limit ?
                """, log.id(), Long.toUnsignedString(cursor.transaction()), cursor.leafId(), limit)
                .fetch(LeafStore::leaf);
    }

    /** Whose feeds the queued leaf of a record goes to; empty if no such leaf was ever queued. */
    Optional<Set<String>> feedsOf(Transaction tx, LogName log, UUID recordId) {
        return tx.dsl()
                .resultQuery(
                        "select array_to_string(feeds, ',') from leaf where log_id = ? and record_id = ?",
                        log.id(),
                        recordId)
                .fetchOptional(row -> Set.copyOf(split(row.get(0, String.class))));
    }

    /** The queued leaf data of these records; one that was never queued is missing. */
    Map<UUID, byte[]> dataOf(Transaction tx, LogName log, Collection<UUID> recordIds) {
        return tx.dsl()
                .select(LEAF.RECORD_ID, LEAF.LEAF_DATA)
                .from(LEAF)
                .where(LEAF.LOG_ID.eq(log.id()))
                .and(LEAF.RECORD_ID.in(recordIds))
                .fetchMap(LEAF.RECORD_ID, LEAF.LEAF_DATA);
    }

    private static OutboxLeaf leaf(Record row) {
        var cursor = new Cursor(row.get(0, Long.class), row.get(1, Long.class));
        var feeds = Set.copyOf(split(row.get(4, String.class)));
        return new OutboxLeaf(cursor, new NewLeaf(row.get(2, UUID.class), row.get(3, byte[].class), feeds));
    }

    private static List<String> split(String feeds) {
        return feeds.isEmpty() ? List.of() : List.of(feeds.split(",", -1));
    }
}
