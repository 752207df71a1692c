package org.loanregistry.registry.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.log.FeedStore.FeedState;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/** The feeds of all lenders while a batch is integrated. Mutable, not thread-safe. */
final class FeedTrees {
    private final LogName log;
    private final FeedKeys keys;
    private final FeedStore store = new FeedStore();
    private final BinaryRows full = FeedStore.blocks();
    private final Map<String, FeedState> feeds = new HashMap<>();
    private final Set<String> grown = new HashSet<>();

    private FeedTrees(LogName log, FeedKeys keys, Map<String, FeedState> stored) {
        this.log = log;
        this.keys = keys;
        stored.forEach((lender, feed) ->
                feeds.put(lender, new FeedState(feed.tree(), new ArrayList<>(feed.lastLeafIndexes()))));
    }

    /** The feeds as they are stored. */
    static FeedTrees load(Transaction tx, LogName log, FeedKeys keys) {
        return new FeedTrees(log, keys, new FeedStore().states(tx, log));
    }

    /** Adds the leaf as the next entry of the lender's feed. */
    void append(String lenderId, long leafIndex, Hash leafHash) {
        var feed = feeds.get(lenderId);
        if (feed == null) {
            throw new IllegalStateException("no lender " + lenderId + " has a feed");
        }
        var number = feed.tree().size();
        var salt = keys.of(lenderId).salt(number);
        feed.tree().append(new FeedEntry(salt, number, leafIndex, leafHash).feedLeafHash());
        grown.add(lenderId);
        List<Long> last = feed.lastLeafIndexes();
        last.add(leafIndex);
        if (last.size() == FeedStore.BLOCK) {
            full.add(lenderId).add(log.id()).add(number / FeedStore.BLOCK).addNumbers(last);
            last.clear();
        }
    }

    /** Size and root of a lender's feed. */
    FeedHead head(Lender lender) {
        var feed = feeds.get(lender.lenderId());
        var tree = feed == null ? CompactRange.empty() : feed.tree();
        return new FeedHead(tree.size(), tree.root());
    }

    /** Keeps the feeds that grew since the last call. */
    void save(Transaction tx) {
        full.send(tx);
        for (var lenderId : grown) {
            var feed = feeds.get(lenderId);
            if (feed != null) {
                store.update(tx, log, lenderId, feed);
            }
        }
        grown.clear();
    }
}
