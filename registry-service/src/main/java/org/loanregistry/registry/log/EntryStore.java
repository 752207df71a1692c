package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.ENTRY_BUNDLE_EDGE;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAddress;

/** The entries of a log in bundles of 256: the leaf data, and which records they are of. */
final class EntryStore {
    private static final int FRAMED_LEAF_BYTES = Short.BYTES + NewLeaf.LEAF_BYTES;

    /** Rows for {@code entry_bundle}: log, bundle index, 256 entries, their 256 records, smallest and largest moment. */
    static BinaryRows bundles() {
        return new BinaryRows("entry_bundle (log_id, bundle_index, entries, record_ids, earliest, latest)");
    }

    /** A bundle, full or the last: leaf data and records, equally many. */
    record Bundle(long bundleIndex, List<byte[]> entries, List<UUID> recordIds) {}

    /** Puts a new last bundle, 0 to 255 entries, in the place of the old. */
    void replaceEdge(Transaction tx, LogName log, Bundle edge) {
        tx.dsl()
                .deleteFrom(ENTRY_BUNDLE_EDGE)
                .where(ENTRY_BUNDLE_EDGE.LOG_ID.eq(log.id()))
                .execute();
        if (edge.entries().isEmpty()) {
            return;
        }
        tx.dsl()
                .insertInto(
                        ENTRY_BUNDLE_EDGE,
                        ENTRY_BUNDLE_EDGE.LOG_ID,
                        ENTRY_BUNDLE_EDGE.BUNDLE_INDEX,
                        ENTRY_BUNDLE_EDGE.WIDTH,
                        ENTRY_BUNDLE_EDGE.ENTRIES,
                        ENTRY_BUNDLE_EDGE.RECORD_IDS)
                .values(
                        log.id(),
                        edge.bundleIndex(),
                        (short) edge.entries().size(),
                        EntryBundle.encode(edge.entries()),
                        edge.recordIds().toArray(UUID[]::new))
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

    /** The bundles with {@code from <= bundleIndex < end} in order, the last one as far as it goes. */
    List<Bundle> bundles(Transaction tx, LogName log, long from, long end) {
        return tx.dsl()
                .resultQuery("""
                select bundle_index, entries, record_ids from entry_bundle
                where log_id = ? and bundle_index >= ? and bundle_index < ?
                union all
                select bundle_index, entries, record_ids from entry_bundle_edge
                where log_id = ? and bundle_index >= ? and bundle_index < ?
                order by bundle_index
                """, log.id(), from, end, log.id(), from, end)
                .fetch(row -> {
                    var ids = List.of(row.get(2, UUID[].class));
                    return new Bundle(
                            row.get(0, Long.class), EntryBundle.decode(row.get(1, byte[].class), ids.size()), ids);
                });
    }

    /** Where the leaf of a record is. */
    OptionalLong indexOf(Transaction tx, LogName log, UUID recordId) {
        var place = places(tx, log, Set.of(recordId)).get(recordId);
        return place == null ? OptionalLong.empty() : OptionalLong.of(place);
    }

    /** Where the leaves of these records are; one that has none is missing. */
    Map<UUID, Long> places(Transaction tx, LogName log, Collection<UUID> recordIds) {
        Map<UUID, Long> places = new HashMap<>();
        var wanted = new HashSet<>(recordIds);
        var moments = wanted.stream().map(RecordIds::moment).distinct().toArray(Long[]::new);
        tx.dsl().resultQuery("""
                select bundle_index, record_ids from entry_bundle_edge where log_id = ?
                union all
                select bundle_index, record_ids from entry_bundle where log_id = ? and bundle_index in (
                    select spans.bundle_index from unnest(?::bigint[]) as moment
                    join entry_bundle as spans on int8range(spans.earliest, spans.latest, '[]') @> moment
                    where spans.log_id = ?)
                """, log.id(), log.id(), moments, log.id()).forEach(row -> addPlaces(row, wanted, places));
        return places;
    }

    private static void addPlaces(Record row, Set<UUID> wanted, Map<UUID, Long> places) {
        var first = row.get(0, Long.class) * TileAddress.FULL;
        var ids = row.get(1, UUID[].class);
        for (int i = 0; i < ids.length; i++) {
            if (wanted.contains(ids[i])) {
                places.put(ids[i], first + i);
            }
        }
    }

    /** Which record is at each of these places. */
    Map<Long, UUID> recordsAt(Transaction tx, LogName log, List<Long> leafIndexes) {
        var bundles = leafIndexes.stream()
                .map(index -> index / TileAddress.FULL)
                .distinct()
                .toArray(Long[]::new);
        Map<Long, UUID[]> ids = new HashMap<>();
        tx.dsl()
                .resultQuery("""
                select bundle_index, record_ids from entry_bundle where log_id = ? and bundle_index = any(?::bigint[])
                union all
                select bundle_index, record_ids from entry_bundle_edge where log_id = ? and bundle_index = any(?::bigint[])
                """, log.id(), bundles, log.id(), bundles)
                .forEach(row -> ids.put(row.get(0, Long.class), row.get(1, UUID[].class)));
        Map<Long, UUID> records = new HashMap<>();
        for (var index : leafIndexes) {
            var bundle = ids.get(index / TileAddress.FULL);
            var place = (int) (index % TileAddress.FULL);
            if (bundle != null && place < bundle.length) {
                records.put(index, bundle[place]);
            }
        }
        return records;
    }
}
