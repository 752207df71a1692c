package org.loanregistry.verifier;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;

/** Verifies one feed: a verdict for each record, one for the whole, and the bank's memory of it. */
final class FeedVerification {
    private final VerifierKey key;
    private final HistoryCheck history;
    private final BundleVerifier verifier;
    private final FeedOptions options;
    private final Report report;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private final List<String> remarks = new ArrayList<>();

    FeedVerification(VerifierKey key, HistoryCheck history, FeedOptions options, Report report, InstantSource clock) {
        this.key = key;
        this.history = history;
        this.verifier = new BundleVerifier(key, PackedSchemas.load(), history);
        this.options = options;
        this.report = report;
        this.clock = clock;
    }

    /** The exit status: 0 if the feed is complete and every record verified, else 1 or 2. */
    int run(FeedSource source) {
        Stopwatch watch = new Stopwatch();
        FeedAnswers.Head answer = source.head();
        Completeness completeness = options.objection(answer).orElseGet(() -> judge(source, answer));
        tally.add(completeness);
        report.completeness(completeness);
        remarks.add(history.isIndependent() ? VerifyCommand.WITH_PEER : VerifyCommand.OFFLINE);
        report.summary(tally, watch.seconds(), remarks);
        return tally.exitStatus();
    }

    private Completeness judge(FeedSource source, FeedAnswers.Head answer) {
        options.kept().ifPresent(folder -> folder.save(answer));
        return switch (new FeedHeadCheck(verifier, history).check(answer)) {
            case FeedHeadCheck.Result.NotProved(Verdict verdict) -> notProved(verdict);
            case FeedHeadCheck.Result.Proved(FeedHead head, Verdict.Verified record) -> {
                SignedNote note = ProofBundle.parse(answer.proof()).checkpoint();
                Memory memory = Memory.open(options.state(), key, answer.slot());
                Optional<Completeness> objection = memory.objection(note, head, source, history);
                if (objection.isPresent()) {
                    yield objection.get();
                }
                remarks.add(memory.remark());
                Completeness result = entries(
                        source, new FeedCount(answer, head, record.checkpoint().treeSize(), memory.feed()));
                if (result instanceof Completeness.Complete) {
                    memory.remember(note, head);
                }
                yield result;
            }
        };
    }

    private Completeness notProved(Verdict verdict) {
        judged("feed head", verdict);
        return switch (verdict) {
            case Verdict.Stale(String why) -> new Completeness.OlderHead(why);
            case Verdict.Verified _,
                    Verdict.Altered _,
                    Verdict.NotInLog _,
                    Verdict.OtherHistory _,
                    Verdict.Unreadable _,
                    Verdict.Erased _,
                    Verdict.NoLongerDisclosed _,
                    Verdict.Withheld _ -> new Completeness.NotProved(verdict.label() + " " + verdict.detail());
        };
    }

    private Completeness entries(FeedSource source, FeedCount count) {
        Optional<FeedFolder> kept = options.kept();
        try (Progress progress = Progress.of("feed", count.size())) {
            return new FeedFollower(source, verifier, count, today(), (line, verdict) -> {
                        if (line == null) {
                            judged("feed", verdict);
                            return;
                        }
                        judged("feed entry " + line.entry().number(), verdict);
                        kept.ifPresent(folder -> folder.save(line));
                        progress.step();
                    })
                    .follow();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void judged(String source, Verdict verdict) {
        tally.add(verdict);
        report.verdict(source, verdict);
    }
}
