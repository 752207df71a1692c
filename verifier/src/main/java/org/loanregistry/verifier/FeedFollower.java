package org.loanregistry.verifier;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;

/**
 * One run over a lender's whole feed: verifies every record that it names, and that it names them all. The feed's head
 * stands in the log, so the entries below it are fixed; a page may prove its records by a later checkpoint than the head's.
 */
final class FeedFollower {
    private static final int PAGE = 500;

    private final FeedSource source;
    private final BundleVerifier verifier;
    private final Listener listener;
    private final FeedCount count;
    private final long size;
    private final AgreementCheck agreements;

    /** What becomes of each entry, in order. */
    interface Listener {
        /** The verdict on {@code line}; on entries not even named, if that is null. */
        void judged(FeedAnswers.@Nullable Line line, Verdict verdict);
    }

    FeedFollower(FeedSource source, BundleVerifier verifier, FeedCount count, LocalDate today, Listener listener) {
        this.source = source;
        this.verifier = verifier;
        this.count = count;
        this.size = count.size();
        this.listener = listener;
        this.agreements = new AgreementCheck(verifier, PackedSchemas.load(), count.lender(), today);
    }

    /** Verifies entries 0 to the head's size, and at the end that they lead to its root. */
    Completeness follow() {
        try (VerdictPool pool = new VerdictPool()) {
            List<FeedAnswers.Line> page = page(0);
            while (!page.isEmpty()) {
                List<Future<Verdict>> verdicts = pool.start(page.stream()
                        .<Callable<Verdict>>map(line -> () -> judge(line))
                        .toList());
                List<FeedAnswers.Line> following = page(page.getLast().entry().number() + 1);
                for (int i = 0; i < page.size(); i++) {
                    if (!take(page.get(i), VerdictPool.take(verdicts.get(i)))) {
                        return count.result();
                    }
                }
                page = following;
            }
        }
        leftOutBefore(size);
        agreements.objection(count.treeSize()).ifPresent(objection -> {
            listener.judged(null, objection);
            count.keptBack(objection);
        });
        return count.result();
    }

    /** Entries past the head are of a later one, and for the next time. */
    private List<FeedAnswers.Line> page(long from) {
        return from >= size
                ? List.of()
                : source.entries(from, PAGE).stream()
                        .filter(line -> line.entry().number() < size)
                        .toList();
    }

    /** False if the numbers go back: what would follow cannot be told apart from what was. */
    private boolean take(FeedAnswers.Line line, Verdict verdict) {
        if (line.entry().number() >= count.next()) {
            leftOutBefore(line.entry().number());
        }
        boolean inOrder = count.take(line.entry(), verdict);
        listener.judged(line, verdict);
        return inOrder;
    }

    private void leftOutBefore(long number) {
        long next = count.next();
        if (number > next) {
            String why = number - next == 1 ? "left out" : "entries " + next + " to " + (number - 1) + " are left out";
            listener.judged(null, new Verdict.Withheld(next, -1, why));
            count.leftOut(number);
        }
    }

    private Verdict judge(FeedAnswers.Line line) {
        FeedEntry entry = line.entry();
        String proof = line.proof();
        if (proof == null) {
            return new Verdict.Withheld(entry.number(), entry.logIndex(), "no proof of its record is shown");
        }
        FeedAnswers.Erasure erasure = line.erasure();
        if (erasure != null) {
            return verifier.erased(entry, proof, erasure);
        }
        Verdict verdict = verifier.verify(proof);
        if (verdict instanceof Verdict.Verified other
                && (other.leafIndex() != entry.logIndex() || !other.leafHash().equals(entry.leafHash()))) {
            return new Verdict.Withheld(
                    entry.number(),
                    entry.logIndex(),
                    "another record is shown in its place, leaf " + other.leafIndex());
        }
        return verdict instanceof Verdict.Verified shown ? agreements.judge(entry, shown, line.agreement()) : verdict;
    }
}
