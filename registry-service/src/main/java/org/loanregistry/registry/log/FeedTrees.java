package org.loanregistry.registry.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/** The feeds of all lenders while a batch is integrated. Mutable, not thread-safe. */
final class FeedTrees {
    private final LogName log;
    private final FeedKeys keys;
    private final FeedStore store = new FeedStore();
    private final Map<String, CompactRange> feeds;
    private final Set<String> grown = new HashSet<>();

    private FeedTrees(LogName log, FeedKeys keys, Map<String, CompactRange> feeds) {
        this.log = log;
        this.keys = keys;
        this.feeds = new HashMap<>(feeds);
    }

    /** The feeds as they are stored. */
    static FeedTrees load(Transaction tx, LogName log, FeedKeys keys) {
        return new FeedTrees(log, keys, new FeedStore().states(tx, log));
    }

    /** Adds the leaf as the next entry of the lender's feed, in the tree and as a row. */
    void append(String lenderId, long leafIndex, Hash leafHash, BinaryRows rows) {
        var feed = feeds.get(lenderId);
        if (feed == null) {
            throw new IllegalStateException("no lender " + lenderId + " has a feed");
        }
        var number = feed.size();
        var salt = keys.of(lenderId).salt(number);
        feed.append(new FeedEntry(salt, number, leafIndex, leafHash).feedLeafHash());
        grown.add(lenderId);
        rows.add(lenderId).add(log.id()).add(number).add(leafIndex).add(leafHash.toBytes());
    }

    /** Size and root of a lender's feed. */
    FeedHead head(Lender lender) {
        var feed = feeds.getOrDefault(lender.lenderId(), CompactRange.empty());
        return new FeedHead(feed.size(), feed.root());
    }

    /** Keeps the feeds that grew since the last call. */
    void save(Transaction tx) {
        for (var lenderId : grown) {
            var feed = feeds.get(lenderId);
            if (feed != null) {
                store.update(tx, log, lenderId, feed);
            }
        }
        grown.clear();
    }
}
