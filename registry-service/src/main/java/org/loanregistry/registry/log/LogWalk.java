package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.TileAddress;

/** Every leaf that was recorded for a log, whether it waited in the outbox or not; not the log's own feed-heads records. */
@Singleton
public final class LogWalk {
    private static final int BUNDLES = 4;

    private final Database database;
    private final TreeStore trees = new TreeStore();
    private final EntryStore entries = new EntryStore();
    private final LeafStore leaves = new LeafStore();
    private final LogCheckStore store = new LogCheckStore();

    LogWalk(Database database) {
        this.database = database;
    }

    /**
     * A leaf as it is in the log, or as it waits.
     *
     * @param recordId the record version
     * @param leafData 69 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // between the log and one reader
    public record Leaf(UUID recordId, byte[] leafData) {}

    /** The number of leaves in the log; those that still wait come on top. */
    public long size(LogName log) {
        return database.read(tx -> trees.read(tx, log).size() - store.feedHeads(tx, log));
    }

    /** Hands on all leaves, about a thousand at a time: those in the log in its order, then those that wait. */
    public void each(LogName log, Consumer<List<Leaf>> page) {
        var state = database.read(tx -> trees.read(tx, log));
        for (long from = 0; from * TileAddress.FULL < state.size(); from += BUNDLES) {
            long first = from;
            page.accept(database.read(tx -> integrated(tx, log, first)));
        }
        var cursor = state.cursor();
        for (var waiting = waiting(log, cursor); !waiting.isEmpty(); waiting = waiting(log, cursor)) {
            page.accept(waiting.stream()
                    .map(one -> new Leaf(one.leaf().recordId(), one.leaf().leafData()))
                    .toList());
            cursor = waiting.getLast().cursor();
        }
    }

    private List<OutboxLeaf> waiting(LogName log, Cursor cursor) {
        return database.read(tx -> leaves.after(tx, log, cursor, BUNDLES * TileAddress.FULL));
    }

    private List<Leaf> integrated(Transaction tx, LogName log, long firstBundle) {
        var heads =
                store.feedHeads(tx, log, firstBundle * TileAddress.FULL, (firstBundle + BUNDLES) * TileAddress.FULL);
        List<Leaf> found = new ArrayList<>();
        for (var bundle : entries.bundles(tx, log, firstBundle, firstBundle + BUNDLES)) {
            for (int i = 0; i < bundle.entries().size(); i++) {
                if (!heads.contains(bundle.bundleIndex() * TileAddress.FULL + i)) {
                    found.add(
                            new Leaf(bundle.recordIds().get(i), bundle.entries().get(i)));
                }
            }
        }
        return found;
    }

    /** Which of these records have a leaf, in the log or waiting. */
    public Set<UUID> withLeaf(Transaction tx, LogName log, Collection<UUID> recordIds) {
        Set<UUID> found = new HashSet<>(leaves.dataOf(tx, log, recordIds).keySet());
        var others = recordIds.stream().filter(id -> !found.contains(id)).toList();
        found.addAll(entries.places(tx, log, others).keySet());
        return found;
    }
}
