package org.loanregistry.verifier;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: bundles in files, or a whole feed from a folder or the service. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verify proof bundles, offline or against the bank's own peer; or a whole feed, from the registry's service or from a"
                    + " folder that --save made: a verdict for each record and one for completeness.",
            "Exit status: 0 all verified; 1 any is not; 2 unreadable input, usage, or the peer does not answer."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int ALL_SHOWN_UP_TO = 20;
    private static final int FIELDS_SHOWN_UP_TO = 3;

    static final String OFFLINE =
            "Not proved, as no --peer was given: that the other banks see the same history, and that"
                    + " nothing newer exists.";
    static final String WITH_PEER =
            "Verified means here: your own peer holds the same checkpoint, so the other banks see the"
                    + " same history, and it has a recent head.";

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private final FeedOptions feed = new FeedOptions();

    @Option(
            names = "--token",
            paramLabel = "TOKEN|@FILE",
            description = "With a URL: the bank's bearer token; with @, the file that holds it.")
    private @Nullable String token;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|URL",
            description =
                    "Bundles, or folders of *.tlog-proof files; or one folder of a feed; or the service's address.")
    private final List<String> sources = new ArrayList<>();

    VerifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        if (!peer.isGiven()) {
            return verify(key, HistoryCheck.NONE);
        }
        if (!isFeed()) {
            files();
        }
        try (AnchorLedger ledger = peer.connect()) {
            return verify(key, new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock));
        }
    }

    private int verify(VerifierKey key, HistoryCheck history) {
        String source = sources.getFirst();
        if (!isFeed()) {
            return verify(files(), key, history);
        }
        FeedVerification verification = new FeedVerification(key, history, feed, report(Integer.MAX_VALUE), clock);
        if (!isUrl(source)) {
            return verification.run(new FeedFolder(Path.of(source)));
        }
        if (token == null) {
            throw new ParameterException(command.commandLine(), "a URL needs --token");
        }
        try (FeedClient client = new FeedClient(URI.create(source), TextOrFile.read(command, token))) {
            return verification.run(client);
        }
    }

    private boolean isFeed() {
        return sources.size() == 1 && (isUrl(sources.getFirst()) || FeedFolder.isOne(Path.of(sources.getFirst())));
    }

    private static boolean isUrl(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private List<Path> files() {
        if (sources.stream().anyMatch(VerifyCommand::isUrl)) {
            throw new ParameterException(command.commandLine(), "a URL stands alone, without files");
        }
        List<Path> files = BundleFiles.find(sources.stream().map(Path::of).toList());
        if (files.isEmpty()) {
            throw new ParameterException(command.commandLine(), "no *.tlog-proof file there");
        }
        return files;
    }

    private int verify(List<Path> files, VerifierKey key, HistoryCheck history) {
        BundleVerifier verifier = new BundleVerifier(key, PackedSchemas.load(), history);
        Report report = report(files.size());
        Tally tally = new Tally();
        Stopwatch watch = new Stopwatch();
        try (VerdictPool pool = new VerdictPool();
                Progress progress = Progress.of("verify", files.size())) {
            List<Future<Verdict>> verdicts = pool.start(files.stream()
                    .<Callable<Verdict>>map(file -> () -> BundleFiles.judge(file, verifier))
                    .toList());
            for (int i = 0; i < files.size(); i++) {
                Verdict verdict = VerdictPool.take(verdicts.get(i));
                tally.add(verdict);
                report.verdict(files.get(i).toString(), verdict);
                progress.step();
            }
        }
        report.summary(tally, watch.seconds(), List.of(peer.isGiven() ? WITH_PEER : OFFLINE));
        return tally.exitStatus();
    }

    private Report report(int files) {
        var out = command.commandLine().getOut();
        return json ? new JsonReport(out) : new TextReport(out, files > ALL_SHOWN_UP_TO, files <= FIELDS_SHOWN_UP_TO);
    }
}
