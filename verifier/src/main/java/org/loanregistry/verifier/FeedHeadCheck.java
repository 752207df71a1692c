package org.loanregistry.verifier;

import java.time.Duration;
import java.util.Optional;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.tree.TreeHash;

/** What the log itself says of a lender's feed: the slot in the feed-heads record that ends a checkpoint. */
final class FeedHeadCheck {
    /** How far the shown head may lie behind the peer's newest: an anchor and a download, not an hour of records. */
    private static final Duration LAG = Duration.ofMinutes(5);

    private static final String SCHEMA = "feed-heads/1";

    private final BundleVerifier verifier;
    private final HistoryCheck history;

    FeedHeadCheck(BundleVerifier verifier, HistoryCheck history) {
        this.verifier = verifier;
        this.history = history;
    }

    /** The feed head, or the verdict on what was given as its proof. */
    sealed interface Result {
        record Proved(FeedHead head, Verdict.Verified record) implements Result {}

        record NotProved(Verdict verdict) implements Result {}
    }

    Result check(FeedAnswers.Head answer) {
        Verdict verdict = verifier.verify(answer.proof());
        if (!(verdict instanceof Verdict.Verified verified)) {
            return new Result.NotProved(verdict);
        }
        if (!verified.schema().equals(SCHEMA)
                || verified.leafIndex() != verified.checkpoint().treeSize() - 1) {
            return new Result.NotProved(new Verdict.Altered("feed head: leaf " + verified.leafIndex()
                    + " is not the feed-heads record that ends its checkpoint"));
        }
        FieldValue slot = verified.fields().get("slot" + answer.slot());
        if (slot == null) {
            return new Result.NotProved(
                    new Verdict.Unreadable("the feed-heads record does not disclose slot " + answer.slot()));
        }
        Optional<Verdict> lagging = history.lagging(verified.checkpoint(), LAG);
        if (lagging.isPresent()) {
            return new Result.NotProved(lagging.get());
        }
        FeedHead head = slot.isAbsent() ? new FeedHead(0, TreeHash.emptyRoot()) : FeedHead.parse(slot.bytes());
        return new Result.Proved(head, verified);
    }
}
