package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.loanregistry.privacy.key.VaultException;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.TreeHash;

/** Builds a log's tree from nothing but its leaves: every entry follows from its leaf or feed-heads row, all give the root. */
@Singleton
public final class LogCheck {
    private static final int PAGE = 5_000;

    private final Database database;
    private final FeedHeadsRecord feedHeads;
    private final TreeStore trees = new TreeStore();
    private final FeedStore feeds = new FeedStore();
    private final LogCheckStore store = new LogCheckStore();

    LogCheck(Database database, FeedHeadsRecord feedHeads) {
        this.database = database;
        this.feedHeads = feedHeads;
    }

    /** The number of integrated entries. */
    public long size(LogName log) {
        return database.read(tx -> trees.read(tx, log)).size();
    }

    /** What does not agree, by place; {@code progress} is told how many entries are done. */
    public List<String> run(LogName log, LongConsumer progress) {
        TreeState state = database.read(tx -> trees.read(tx, log));
        List<String> faults = new ArrayList<>();
        CompactRange tree = CompactRange.empty();
        for (long from = 0; from < state.size(); from += PAGE) {
            long start = from;
            long end = Math.min(state.size(), from + PAGE);
            database.read(tx -> {
                var entries = store.entries(tx, log, start, end);
                if (entries.size() != end - start) {
                    faults.add("log " + log.text() + " entries " + start + " to " + (end - 1) + ": "
                            + (end - start - entries.size()) + " missing");
                }
                entries.forEach(one -> {
                    tree.append(one.leafHash());
                    if (!follows(tx, log, one)) {
                        faults.add(
                                "log " + log.text() + " entry " + one.leafIndex() + ": it does not follow from a row");
                    }
                });
                return entries.size();
            });
            progress.accept(end);
        }
        if (tree.size() != state.size() || (state.size() > 0 && !tree.root().equals(state.root()))) {
            faults.add("log " + log.text() + ": its entries do not give the root of its tree");
        }
        return faults;
    }

    private boolean follows(Transaction tx, LogName log, LogCheckStore.Entry entry) {
        byte[] leaf = entry.leafData();
        if (leaf != null) {
            return TreeHash.leaf(leaf).equals(entry.leafHash());
        }
        try {
            return feeds.heads(tx, log, entry.leafIndex())
                    .map(row -> feedHeads.commitment(row).leafHash())
                    .filter(again -> again.equals(entry.leafHash()))
                    .isPresent();
        } catch (VaultException | IllegalArgumentException e) {
            return false;
        }
    }
}
