package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.ENTRY_BUNDLE_EDGE;
import static org.loanregistry.registry.database.schema.Tables.LOG_ENTRY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAddress;

/** The entries of a log: which record is where, and the leaf data in bundles of 256. */
final class EntryStore {
    private static final int FRAMED_LEAF_BYTES = Short.BYTES + NewLeaf.LEAF_BYTES;

    /** Rows for {@code log_entry}: log, leaf index, record, leaf hash. */
    static BinaryRows rows() {
        return new BinaryRows("log_entry (log_id, leaf_index, record_id, leaf_hash)");
    }

    /** Rows for {@code entry_bundle}: log, bundle index, 256 entries. */
    static BinaryRows bundles() {
        return new BinaryRows("entry_bundle (log_id, bundle_index, entries)");
    }

    /** Puts a new last bundle, 0 to 255 entries, in the place of the old. */
    void replaceEdge(Transaction tx, LogName log, long bundleIndex, List<byte[]> entries) {
        tx.dsl()
                .deleteFrom(ENTRY_BUNDLE_EDGE)
                .where(ENTRY_BUNDLE_EDGE.LOG_ID.eq(log.id()))
                .execute();
        if (entries.isEmpty()) {
            return;
        }
        tx.dsl()
                .insertInto(
                        ENTRY_BUNDLE_EDGE,
                        ENTRY_BUNDLE_EDGE.LOG_ID,
                        ENTRY_BUNDLE_EDGE.BUNDLE_INDEX,
                        ENTRY_BUNDLE_EDGE.WIDTH,
                        ENTRY_BUNDLE_EDGE.ENTRIES)
                .values(log.id(), bundleIndex, (short) entries.size(), EntryBundle.encode(entries))
                .execute();
    }

    /** The first {@code width} entries of a bundle as tlog-tiles has them, or empty if the log is not that far. */
    Optional<byte[]> find(Transaction tx, LogName log, long bundleIndex, int width) {
        return tx.dsl()
                .resultQuery(
                        """
                select substring(entries for ?) from entry_bundle where log_id = ? and bundle_index = ?
                union all
                select substring(entries for ?) from entry_bundle_edge where log_id = ? and bundle_index = ? and width >= ?
                """,
                        width * FRAMED_LEAF_BYTES,
                        log.id(),
                        bundleIndex,
                        width * FRAMED_LEAF_BYTES,
                        log.id(),
                        bundleIndex,
                        width)
                .fetchOptional(row -> row.get(0, byte[].class));
    }

    /** The leaf data at {@code leafIndex}; a leaf that is not there is an IllegalStateException. */
    byte[] leafData(Transaction tx, LogName log, long leafIndex) {
        var width = (int) (leafIndex % TileAddress.FULL) + 1;
        return find(tx, log, leafIndex / TileAddress.FULL, width)
                .map(bundle -> EntryBundle.decode(bundle, width).getLast())
                .orElseThrow(() -> new IllegalStateException("log " + log.text() + " has no leaf " + leafIndex));
    }

    /** Where the leaf of a record is. */
    OptionalLong indexOf(Transaction tx, LogName log, UUID recordId) {
        var found = tx.dsl()
                .select(LOG_ENTRY.LEAF_INDEX)
                .from(LOG_ENTRY)
                .where(LOG_ENTRY.LOG_ID.eq(log.id()))
                .and(LOG_ENTRY.RECORD_ID.eq(recordId))
                .fetchOptional(LOG_ENTRY.LEAF_INDEX);
        return found.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Which record is at each of these places. */
    Map<Long, UUID> recordsAt(Transaction tx, LogName log, List<Long> leafIndexes) {
        return tx.dsl()
                .select(LOG_ENTRY.LEAF_INDEX, LOG_ENTRY.RECORD_ID)
                .from(LOG_ENTRY)
                .where(LOG_ENTRY.LOG_ID.eq(log.id()))
                .and(LOG_ENTRY.LEAF_INDEX.in(leafIndexes))
                .fetchMap(LOG_ENTRY.LEAF_INDEX, LOG_ENTRY.RECORD_ID);
    }
}
