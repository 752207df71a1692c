package org.loanregistry.registry.log;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.database.DedicatedSession;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.tile.TileAppender;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Integrates committed leaves into one log, gap-free and exactly once: entries, feeds, tiles, cursor and root in one
 * transaction: of its own, on the connection that holds the leader's lock, or of those who record the leaves. Mutable, not thread-safe; after any exception it is to be
 * closed, for its tree may be ahead of the database.
 */
final class Sequencer implements AutoCloseable {
    private final LogName log;
    private final SequencerParts parts;
    private final DedicatedSession session;
    private final TreeStore trees = new TreeStore();
    private final LeafStore leaves = new LeafStore();
    private final TileStore tiles = new TileStore();
    private final FeedStore feedStore = new FeedStore();
    private final CheckpointStore checkpoints = new CheckpointStore();
    private final TileAppender tree;
    private final FeedTrees feeds;
    private final LastBundle bundle;
    private TreeState state;

    private Sequencer(LogName log, SequencerParts parts, DedicatedSession session, Transaction tx) {
        this.log = log;
        this.parts = parts;
        this.session = session;
        trees.beginEpoch(tx, log);
        this.state = trees.read(tx, log);
        this.tree = TreeAudit.resume(tx, log, state);
        this.feeds = FeedTrees.load(tx, log, parts.feedKeys());
        this.bundle = LastBundle.load(tx, log, state.size());
    }

    /** Takes the lead with a session that holds the leader's lock; a tree that is not what its row says is refused. */
    static Sequencer lead(LogName log, SequencerParts parts, DedicatedSession session) {
        return session.inTransaction(tx -> new Sequencer(log, parts, session, tx));
    }

    /** The number of leaves integrated. */
    long size() {
        return state.size();
    }

    /**
     * Integrates at most {@code limit} waiting leaves, and in a log with feeds one feed-heads record, and returns how many leaves were waiting.
     *
     * @throws LostLeadershipException if another leader has taken over; nothing is written then
     */
    int integrate(int limit) {
        return session.inTransaction(tx -> {
            var waiting = leaves.after(tx, log, state.cursor(), limit);
            if (!waiting.isEmpty()) {
                if (!holds(tx)) {
                    throw new LostLeadershipException(log);
                }
                var cursor = waiting.getLast().cursor();
                integrate(tx, waiting.stream().map(OutboxLeaf::leaf).toList(), cursor);
            }
            return waiting.size();
        });
    }

    /** Locks the tree's row until the transaction ends; false if another leader has taken over. */
    boolean holds(Transaction tx) {
        return trees.holds(tx, log, state.epoch(), state.size());
    }

    /**
     * Integrates leaves that the transaction itself records, which are in no outbox; only after {@link #holds} in the same
     * transaction. Should that not be committed, this sequencer is to be closed.
     */
    void integrate(Transaction tx, List<NewLeaf> recorded) {
        integrate(tx, recorded, state.cursor());
    }

    private void integrate(Transaction tx, List<NewLeaf> waiting, Cursor cursor) {
        var oldSize = state.size();
        for (var leaf : waiting) {
            append(leaf.recordId(), leaf.leafData(), leaf.feeds());
        }
        if (log.hasFeeds()) {
            appendFeedHeads(tx);
        }
        feeds.save(tx);
        bundle.save(tx);
        tiles.insertFull(tx, log, tree.takeFullTiles());
        tiles.replaceEdge(tx, log, tree.edgeTiles());
        checkpoints.insert(tx, log, tree.size(), tree.root());
        var grown = new TreeState(state.epoch(), tree.size(), tree.root(), tree.frontier(), cursor);
        if (!trees.advance(tx, log, oldSize, grown)) {
            throw new LostLeadershipException(log);
        }
        state = grown;
    }

    private void append(UUID recordId, byte[] leafData, Collection<String> lenders) {
        var leafIndex = tree.size();
        var leafHash = TreeHash.leaf(leafData);
        tree.append(leafHash);
        bundle.append(recordId, leafData);
        for (var lender : lenders) {
            feeds.append(lender, leafIndex, leafHash);
        }
    }

    private void appendFeedHeads(Transaction tx) {
        Map<Lender, FeedHead> heads = new LinkedHashMap<>();
        for (var lender : parts.lenders().all()) {
            heads.put(lender, feeds.head(lender));
        }
        var row = parts.feedHeads().draw(tree.size(), parts.clock().instant().getEpochSecond(), heads);
        feedStore.insertHeads(tx, log, row);
        var leafData = parts.feedHeads().commitment(row).leafData();
        append(row.recordId(), leafData, List.of());
    }

    /** Gives up the lead. */
    @Override
    public void close() {
        session.close();
    }
}
