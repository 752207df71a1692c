package org.loanregistry.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code follow}: the bank's whole feed, from the registry's service. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description = {
            "Download the bank's whole feed, verify every record against the bank's own peer, and that none is left out.",
            "Exit status: 0 complete and all verified; 1 not; 2 the service or the peer does not answer, or usage."
        })
final class FollowCommand implements Callable<Integer> {
    private static final int ANY_SLOT = 0;
    private static final String FEED_HEAD = "feed-head";

    private final InstantSource clock;
    private final Tally tally = new Tally();
    private final Stopwatch watch = new Stopwatch();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Option(names = "--service", required = true, paramLabel = "URL", description = "The registry's service.")
    private URI service = URI.create("http://127.0.0.1");

    @Option(
            names = "--token",
            required = true,
            paramLabel = "TOKEN|@FILE",
            description = "The bank's bearer token; with @, the file that holds it.")
    private String token = "";

    @Option(
            names = "--slot",
            paramLabel = "N",
            description = "The bank's slot in the feed-heads record, pinned (default: the one that the service names).")
    private int slot = ANY_SLOT;

    @Option(names = "--save", paramLabel = "DIR", description = "Keep every bundle in this folder.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    FollowCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!peer.isGiven()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--peer=PROFILE'");
        }
        VerifierKey key = logKey.key();
        try (AnchorLedger ledger = peer.connect();
                FeedClient client = new FeedClient(service, TextOrFile.read(command, token))) {
            return follow(client, key, new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock));
        }
    }

    private int follow(FeedClient client, VerifierKey key, PeerCheck history) {
        var out = command.commandLine().getOut();
        Report report = json ? new JsonReport(out) : new TextReport(out, true, false);
        BundleVerifier verifier = new BundleVerifier(key, PackedSchemas.load(), history);
        FeedAnswers.Head answer = client.head();
        if (slot != ANY_SLOT && slot != answer.slot()) {
            throw new ParameterException(
                    command.commandLine(), "the service names slot " + answer.slot() + ", you pinned " + slot);
        }
        save(FEED_HEAD, answer.proof());
        List<String> remarks = new ArrayList<>();
        switch (new FeedHeadCheck(verifier, history).check(answer)) {
            case FeedHeadCheck.Result.NotProved(Verdict verdict) -> judged(report, "feed head", verdict);
            case FeedHeadCheck.Result.Proved(FeedHead head, Verdict.Verified record) -> {
                boolean complete = entries(client, verifier, head, report);
                remarks.add(remark(answer, head, record, complete));
                remarks.add(VerifyCommand.WITH_PEER);
            }
        }
        report.summary(tally, watch.seconds(), remarks);
        return tally.exitStatus();
    }

    private boolean entries(FeedClient client, BundleVerifier verifier, FeedHead head, Report report) {
        try (Progress progress = Progress.of("follow", head.size())) {
            FeedFollower.Listener listener = (line, verdict) -> {
                String proof = line == null ? null : line.proof();
                if (line == null) {
                    judged(report, "feed", verdict);
                    return;
                }
                judged(report, "feed entry " + line.entry().number(), verdict);
                if (proof != null) {
                    save(String.format(Locale.ROOT, "%010d", line.entry().number()), proof);
                }
                progress.step();
            };
            return new FeedFollower(client, verifier, head, listener).follow();
        }
    }

    private void judged(Report report, String source, Verdict verdict) {
        tally.add(verdict);
        report.verdict(source, verdict);
    }

    private static String remark(FeedAnswers.Head answer, FeedHead head, Verdict.Verified record, boolean complete) {
        String feed = String.format(
                Locale.ROOT,
                "the feed of %s has %,d entries at %,d leaves, by slot %d of the log's feed-heads record",
                answer.lender(),
                head.size(),
                record.checkpoint().treeSize(),
                answer.slot());
        return complete ? "Complete: " + feed + "." : "Not complete: " + feed + ", and not all were shown.";
    }

    private void save(String name, String bundle) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + BundleFiles.ENDING), bundle);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a bundle in " + folder, e);
        }
    }
}
