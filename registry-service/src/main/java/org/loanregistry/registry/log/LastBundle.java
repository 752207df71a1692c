package org.loanregistry.registry.log;

import java.util.ArrayList;
import java.util.List;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.TileAddress;

/** The entries after the last full bundle; and the full ones not written yet. Mutable, not thread-safe. */
final class LastBundle {
    private final LogName log;
    private final EntryStore store = new EntryStore();
    private final BinaryRows full = EntryStore.bundles();
    private final List<byte[]> entries;
    private long bundleIndex;

    private LastBundle(LogName log, long bundleIndex, List<byte[]> entries) {
        this.log = log;
        this.bundleIndex = bundleIndex;
        this.entries = new ArrayList<>(entries);
    }

    /** The last entries of a log of {@code size} leaves. */
    static LastBundle load(Transaction tx, LogName log, long size) {
        var index = size / TileAddress.FULL;
        var width = (int) (size % TileAddress.FULL);
        if (width == 0) {
            return new LastBundle(log, index, List.of());
        }
        var bundle = new EntryStore()
                .find(tx, log, index, width)
                .orElseThrow(() -> new HistoryException("the last " + width + " of " + size + " entries are missing"));
        return new LastBundle(log, index, EntryBundle.decode(bundle, width));
    }

    /** Adds an entry. */
    void append(byte[] leafData) {
        entries.add(leafData);
        if (entries.size() == TileAddress.FULL) {
            full.add(log.id()).add(bundleIndex).add(EntryBundle.encode(entries));
            bundleIndex++;
            entries.clear();
        }
    }

    /** Writes the bundles that became full since the last call, and the entries that fill none yet. */
    void save(Transaction tx) {
        full.send(tx);
        store.replaceEdge(tx, log, bundleIndex, entries);
    }
}
