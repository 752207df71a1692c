package org.loanregistry.registry.log;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.EntryStore.Bundle;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAddress;

/** The entries after the last full bundle; and the full ones not written yet. Mutable, not thread-safe. */
final class LastBundle {
    private final LogName log;
    private final EntryStore store = new EntryStore();
    private final BinaryRows full = EntryStore.bundles();
    private final List<byte[]> entries;
    private final List<UUID> recordIds;
    private long bundleIndex;

    private LastBundle(LogName log, Bundle last) {
        this.log = log;
        this.bundleIndex = last.bundleIndex();
        this.entries = new ArrayList<>(last.entries());
        this.recordIds = new ArrayList<>(last.recordIds());
    }

    /** The last entries of a log of {@code size} leaves. */
    static LastBundle load(Transaction tx, LogName log, long size) {
        var index = size / TileAddress.FULL;
        var width = (int) (size % TileAddress.FULL);
        if (width == 0) {
            return new LastBundle(log, new Bundle(index, List.of(), List.of()));
        }
        return new EntryStore()
                .bundles(tx, log, index, index + 1).stream()
                        .filter(last -> last.entries().size() == width)
                        .map(last -> new LastBundle(log, last))
                        .findFirst()
                        .orElseThrow(() ->
                                new HistoryException("the last " + width + " of " + size + " entries are missing"));
    }

    /** Adds an entry. */
    void append(UUID recordId, byte[] leafData) {
        entries.add(leafData);
        recordIds.add(recordId);
        if (entries.size() == TileAddress.FULL) {
            var moments = recordIds.stream().mapToLong(RecordIds::moment).summaryStatistics();
            full.add(log.id())
                    .add(bundleIndex)
                    .add(EntryBundle.encode(entries))
                    .addIds(recordIds)
                    .add(moments.getMin())
                    .add(moments.getMax());
            bundleIndex++;
            entries.clear();
            recordIds.clear();
        }
    }

    /** Writes the bundles that became full since the last call, and the entries that fill none yet. */
    void save(Transaction tx) {
        full.send(tx);
        store.replaceEdge(tx, log, new Bundle(bundleIndex, entries, recordIds));
    }
}
