package org.loanregistry.verifier;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.tree.CompactRange;

/**
 * One run over a lender's whole feed: verifies every record that it names, and that it names them all. The feed's head
 * stands in the log, so the entries below it are fixed; a page may prove its records by a later checkpoint than the head's.
 */
final class FeedFollower {
    private static final int PAGE = 500;

    private final FeedClient service;
    private final BundleVerifier verifier;
    private final FeedHead head;
    private final Listener listener;
    private final CompactRange feed = CompactRange.empty();
    private long next;
    private boolean complete = true;

    /** What becomes of each entry, in order. */
    interface Listener {
        /** The verdict on {@code line}; on the feed as a whole, or on entries not even named, if that is null. */
        void judged(FeedAnswers.@Nullable Line line, Verdict verdict);
    }

    FeedFollower(FeedClient service, BundleVerifier verifier, FeedHead head, Listener listener) {
        this.service = service;
        this.verifier = verifier;
        this.head = head;
        this.listener = listener;
    }

    /** Verifies entries 0 to the head's size, and at the end that they lead to its root. True if they do. */
    boolean follow() {
        try (VerdictPool pool = new VerdictPool()) {
            List<FeedAnswers.Line> page = page(0);
            while (!page.isEmpty()) {
                List<Future<Verdict>> verdicts = pool.start(page.stream()
                        .<Callable<Verdict>>map(line -> () -> judge(line))
                        .toList());
                List<FeedAnswers.Line> following = page(page.getLast().entry().number() + 1);
                for (int i = 0; i < page.size(); i++) {
                    append(page.get(i).entry());
                    listener.judged(page.get(i), VerdictPool.take(verdicts.get(i)));
                }
                page = following;
            }
        }
        skipTo(head.size());
        if (complete && !feed.root().equals(head.root())) {
            complete = false;
            listener.judged(
                    null,
                    new Verdict.Altered("feed: its " + head.size() + " entries do not lead to the head in the log"));
        }
        return complete;
    }

    /** Entries past the head are of a later one, and for the next time. */
    private List<FeedAnswers.Line> page(long from) {
        return from >= head.size()
                ? List.of()
                : service.entries(from, PAGE).stream()
                        .filter(line -> line.entry().number() < head.size())
                        .toList();
    }

    private void append(FeedEntry entry) {
        if (entry.number() < next) {
            throw new FeedUnavailableException("the service's entries are out of order at " + entry, null);
        }
        skipTo(entry.number());
        feed.append(entry.feedLeafHash());
        next = entry.number() + 1;
    }

    private void skipTo(long number) {
        if (number > next) {
            complete = false;
            String why = number - next == 1 ? "left out" : "entries " + next + " to " + (number - 1) + " are left out";
            listener.judged(null, new Verdict.Withheld(next, -1, why));
        }
    }

    private Verdict judge(FeedAnswers.Line line) {
        FeedEntry entry = line.entry();
        String proof = line.proof();
        if (proof == null) {
            return new Verdict.Withheld(entry.number(), entry.logIndex(), "no proof of its record is shown");
        }
        Verdict verdict = verifier.verify(proof);
        if (verdict instanceof Verdict.Verified shown
                && (shown.leafIndex() != entry.logIndex() || !shown.leafHash().equals(entry.leafHash()))) {
            return new Verdict.Withheld(
                    entry.number(),
                    entry.logIndex(),
                    "another record is shown in its place, leaf " + shown.leafIndex());
        }
        return verdict;
    }
}
