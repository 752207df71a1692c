package org.loanregistry.registry.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.tile.EntryBundle;
import org.loanregistry.transparency.tile.HeadProofs;
import org.loanregistry.transparency.tile.NodeCache;
import org.loanregistry.transparency.tile.TileAddress;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * A log as far as its newest anchored head, which is all that may be shown of it. Lives for one answer, in one transaction;
 * remembers the bundles read. Not thread-safe.
 */
public final class PublishedLog {
    private final Transaction tx;
    private final LogName log;
    private final SignedHead head;
    private final FeedKeys feedKeys;
    private final FeedHeadsRecord feedHeads;
    private final EntryStore entries = new EntryStore();
    private final TileStore tiles = new TileStore();
    private final FeedStore feeds = new FeedStore();
    private final HeadProofs proofs;
    private final Map<Long, List<byte[]>> bundlesRead = new HashMap<>();

    PublishedLog(
            Transaction tx,
            LogName log,
            SignedHead head,
            NodeCache nodes,
            FeedKeys feedKeys,
            FeedHeadsRecord feedHeads) {
        this.tx = tx;
        this.log = log;
        this.head = head;
        this.feedKeys = feedKeys;
        this.feedHeads = feedHeads;
        this.proofs = new HeadProofs(head.treeSize(), tiles.reader(tx, log), nodes);
    }

    /** The number of leaves under the anchored head, at least 1. */
    public long treeSize() {
        return head.treeSize();
    }

    /** The anchored checkpoint. */
    public SignedNote note() {
        return head.note();
    }

    /** The proof that a leaf is under the head; 0 <= leafIndex < treeSize. */
    public InclusionProof inclusion(long leafIndex) {
        return proofs.inclusion(leafIndex);
    }

    /** The leaf data as it was logged; 0 <= leafIndex < treeSize. */
    public byte[] leafData(long leafIndex) {
        if (leafIndex < 0 || leafIndex >= head.treeSize()) {
            throw new IllegalArgumentException("got leaf " + leafIndex + " of " + head.treeSize());
        }
        return bundlesRead
                .computeIfAbsent(leafIndex / TileAddress.FULL, this::bundle)
                .get((int) (leafIndex % TileAddress.FULL))
                .clone();
    }

    private List<byte[]> bundle(long bundleIndex) {
        var width = (int) Math.min(TileAddress.FULL, head.treeSize() - bundleIndex * TileAddress.FULL);
        var bundle = entries.find(tx, log, bundleIndex, width)
                .orElseThrow(() -> new IllegalStateException("log " + log.text() + " has no bundle " + bundleIndex));
        return EntryBundle.decode(bundle, width);
    }

    /** Where the leaf of a record is; empty if it is not under the head. */
    public OptionalLong indexOf(UUID recordId) {
        var index = entries.indexOf(tx, log, recordId);
        return index.isPresent() && index.getAsLong() < head.treeSize() ? index : OptionalLong.empty();
    }

    /** Which record is at each of these places. */
    public Map<Long, UUID> recordsAt(List<Long> leafIndexes) {
        return entries.recordsAt(tx, log, leafIndexes);
    }

    /** Whether the leaf is in the lender's feed. */
    public boolean isInFeed(String lenderId, long leafIndex) {
        return feeds.contains(tx, log, lenderId, leafIndex);
    }

    /** The lender's feed entries with {@code from <= number < end}, those under the head only. */
    public List<FeedEntry> feed(String lenderId, long from, long end) {
        var key = feedKeys.of(lenderId);
        return feeds.entries(tx, log, lenderId, from, end).stream()
                .filter(row -> row.leafIndex() < head.treeSize())
                .map(row -> new FeedEntry(
                        key.salt(row.number()),
                        row.number(),
                        row.leafIndex(),
                        TreeHash.leaf(leafData(row.leafIndex()))))
                .toList();
    }

    /** The feed-heads record that the head ends with, the last leaf. */
    public RecordCommitment feedHeads() {
        return feeds.heads(tx, log, head.treeSize() - 1)
                .map(feedHeads::commitment)
                .orElseThrow(
                        () -> new IllegalStateException("leaf " + (head.treeSize() - 1) + " is no feed-heads record"));
    }

    /** Size of the lender's feed under the head, by its slot. */
    public long feedSize(int slot) {
        return feeds.heads(tx, log, head.treeSize() - 1)
                .map(row -> row.slots().get(slot - 1))
                .map(bytes ->
                        org.loanregistry.transparency.feed.FeedHead.parse(bytes).size())
                .orElse(0L);
    }

    /** A tile, full or partial; empty if it is not wholly under the head. */
    public Optional<byte[]> tile(TileAddress address) {
        var hashesAtLevel = address.level() > 7 ? 0 : head.treeSize() >>> (8 * address.level());
        return isWithin(hashesAtLevel, address.index(), address.width())
                ? tiles.find(tx, log, address)
                : Optional.empty();
    }

    /** The first {@code width} entries of a bundle; empty if they are not all under the head. */
    public Optional<byte[]> entryBundle(long bundleIndex, int width) {
        return isWithin(head.treeSize(), bundleIndex, width)
                ? entries.find(tx, log, bundleIndex, width)
                : Optional.empty();
    }

    private static boolean isWithin(long count, long index, int width) {
        return index < count / TileAddress.FULL
                || (index == count / TileAddress.FULL && width <= count % TileAddress.FULL);
    }
}
