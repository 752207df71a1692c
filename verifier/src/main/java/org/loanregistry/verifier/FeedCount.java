package org.loanregistry.verifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/**
 * The feed's tree built anew from the entries as they come, and what is wrong with it. Guarantee: {@link
 * Completeness.Complete} only if entries 0 to size - 1 lead to the head's root and no record of theirs was kept back.
 */
final class FeedCount {
    private final FeedAnswers.Head source;
    private final FeedHead head;
    private final long treeSize;
    private final Optional<FeedHead> seen;
    private final CompactRange feed = CompactRange.empty();

    private long next;
    private long lastLeaf = -1;
    private boolean whole = true;
    private boolean seenAgain = true;
    private long ofOthers;
    private Completeness.@Nullable Withheld withheld;
    private Completeness.@Nullable Renumbered disorder;
    private boolean halted;

    /**
     * A count of nothing yet.
     *
     * @param source lender and slot, as pinned
     * @param head what the log says of this feed
     * @param treeSize the leaves of the log at that head
     * @param seen the feed's head when this bank last looked
     */
    FeedCount(FeedAnswers.Head source, FeedHead head, long treeSize, Optional<FeedHead> seen) {
        this.source = source;
        this.head = head;
        this.treeSize = treeSize;
        this.seen = seen;
    }

    /** Entries that there must be. */
    long size() {
        return head.size();
    }

    /** Whose feed it is. */
    String lender() {
        return source.lender();
    }

    /** The leaves of the log at the head. */
    long treeSize() {
        return treeSize;
    }

    /** An entry that was taken turns out not to be shown as it must. */
    void keptBack(Verdict.Withheld objection) {
        withhold(objection.feedNumber(), objection.feedNumber(), objection.why());
    }

    /** The number that comes next. */
    long next() {
        return next;
    }

    /** Entries {@link #next} to {@code end} - 1 are not named. */
    void leftOut(long end) {
        withhold(next, end - 1, "left out");
        whole = false;
        next = end;
    }

    /** One entry; false if its number was there already, after which nothing more can be counted. */
    boolean take(FeedEntry entry, Verdict verdict) {
        if (entry.number() < next) {
            disorder = new Completeness.Renumbered("entry " + entry.number() + " comes after entry " + (next - 1));
            halted = true;
            return false;
        }
        if (entry.logIndex() <= lastLeaf && disorder == null) {
            disorder = new Completeness.Renumbered("entry " + entry.number() + " is leaf " + entry.logIndex()
                    + ", the one before it leaf " + lastLeaf + ": a feed is in the log's order");
        }
        lastLeaf = entry.logIndex();
        feed.append(entry.feedLeafHash());
        next = entry.number() + 1;
        if (whole && seen.isPresent() && seen.get().size() == next) {
            seenAgain = seen.get().root().equals(feed.root());
        }
        note(entry, verdict);
        return true;
    }

    private void note(FeedEntry entry, Verdict verdict) {
        if (verdict instanceof Verdict.Withheld missing) {
            withhold(entry.number(), entry.number(), missing.why());
        } else if (verdict instanceof Verdict.Verified shown
                && isOfAnother(shown.fields().get("funders"))) {
            ofOthers++;
        }
    }

    private void withhold(long first, long last, String why) {
        if (withheld == null) {
            withheld = new Completeness.Withheld(first, last, why);
        }
    }

    /** The verdict, once all entries were taken. */
    Completeness result() {
        if (halted && disorder != null) {
            return disorder;
        }
        if (!seenAgain) {
            return new Completeness.Renumbered("the first "
                    + seen.map(FeedHead::size).orElse(0L) + " entries are not those that this bank saw last time");
        }
        if (whole && !rootOfAll().equals(head.root())) {
            return otherRoot();
        }
        return withheld != null
                ? withheld
                : new Completeness.Complete(source.lender(), source.slot(), head.size(), treeSize);
    }

    private Completeness otherRoot() {
        if (ofOthers > 0) {
            return new Completeness.Swapped(
                    ofOthers + " of the records shown do not name " + source.lender() + " as a funder");
        }
        return disorder != null
                ? disorder
                : new Completeness.Exchanged("its " + head.size() + " entries do not lead to the head in the log");
    }

    private Hash rootOfAll() {
        return feed.root();
    }

    /** A record that discloses no funders says nothing of whose it is. */
    private boolean isOfAnother(@Nullable FieldValue funders) {
        return funders != null
                && !funders.isAbsent()
                && CanonicalJson.parse(funders.display()) instanceof List<?> shares
                && shares.stream()
                        .noneMatch(share -> share instanceof Map<?, ?> one
                                && source.lender().equals(one.get("lender")));
    }
}
