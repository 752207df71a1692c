package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.EntryStore.Bundle;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Builds a log's tree from nothing but its entries: every entry is what waited in the outbox, or a feed-heads record, or
 * of a record that has a row; none is there twice; all give the root.
 */
@Singleton
public final class LogCheck {
    private static final int BUNDLES = 20;
    private static final int NAMED = 20;

    private final Database database;
    private final FeedHeadsRecord feedHeads;
    private final TreeStore trees = new TreeStore();
    private final FeedStore feeds = new FeedStore();
    private final EntryStore store = new EntryStore();
    private final LeafStore leaves = new LeafStore();
    private final LogCheckStore counts = new LogCheckStore();

    LogCheck(Database database, FeedHeadsRecord feedHeads) {
        this.database = database;
        this.feedHeads = feedHeads;
    }

    /** Says which of some records have a row; their leaves may have gone into the log without the outbox. */
    @FunctionalInterface
    public interface Rows {
        /** Those of these records that have a row. */
        Set<UUID> present(Transaction tx, Collection<UUID> recordIds);
    }

    /** The number of integrated entries. */
    public long size(LogName log) {
        return database.read(tx -> trees.read(tx, log)).size();
    }

    /** What does not agree, by place; {@code progress} is told how many entries are done. */
    public List<String> run(LogName log, Rows rows, LongConsumer progress) {
        TreeState state = database.read(tx -> trees.read(tx, log));
        List<String> faults = new ArrayList<>();
        CompactRange tree = CompactRange.empty();
        for (long from = 0; from < state.size(); from += (long) BUNDLES * TileAddress.FULL) {
            long start = from;
            long end = Math.min(state.size(), from + (long) BUNDLES * TileAddress.FULL);
            database.read(tx -> {
                long first = start / TileAddress.FULL;
                long missing = end - start;
                for (Bundle bundle : store.bundles(tx, log, first, first + BUNDLES)) {
                    missing -= bundle.entries().size();
                    check(tx, log, rows, bundle, tree, faults);
                }
                if (missing != 0) {
                    faults.add("log " + log.text() + " entries " + start + " to " + (end - 1) + ": " + missing
                            + " missing");
                }
                return missing;
            });
            progress.accept(end);
        }
        for (UUID twice : database.read(tx -> counts.repeated(tx, log, NAMED))) {
            faults.add("log " + log.text() + ": record " + twice + " is in it more than once");
        }
        if (tree.size() != state.size() || (state.size() > 0 && !tree.root().equals(state.root()))) {
            faults.add("log " + log.text() + ": its entries do not give the root of its tree");
        }
        return faults;
    }

    private void check(Transaction tx, LogName log, Rows rows, Bundle bundle, CompactRange tree, List<String> faults) {
        var queued = leaves.dataOf(tx, log, bundle.recordIds());
        Set<UUID> direct = new HashSet<>(bundle.recordIds());
        direct.removeAll(queued.keySet());
        Set<UUID> recorded = direct.isEmpty() ? Set.of() : rows.present(tx, direct);
        for (int i = 0; i < bundle.entries().size(); i++) {
            byte[] entry = bundle.entries().get(i);
            UUID record = bundle.recordIds().get(i);
            byte[] leaf = queued.get(record);
            long index = bundle.bundleIndex() * TileAddress.FULL + i;
            tree.append(TreeHash.leaf(entry));
            boolean follows = leaf == null
                    ? recorded.contains(record) || isHeads(tx, log, index, entry)
                    : Arrays.equals(leaf, entry);
            if (!follows) {
                faults.add("log " + log.text() + " entry " + index + ": it does not follow from a row");
            }
        }
    }

    private boolean isHeads(Transaction tx, LogName log, long index, byte[] entry) {
        try {
            return feeds.heads(tx, log, index)
                    .filter(row -> Arrays.equals(feedHeads.commitment(row).leafData(), entry))
                    .isPresent();
        } catch (VaultException | IllegalArgumentException e) {
            return false;
        }
    }
}
