package org.loanregistry.verifier;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: bundles in files. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verify proof bundles, offline or against the bank's own peer.",
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

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Bundles, or folders of *.tlog-proof files.")
    private final List<Path> paths = new ArrayList<>();

    VerifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        List<Path> files = BundleFiles.find(paths);
        if (files.isEmpty()) {
            throw new ParameterException(command.commandLine(), "no *.tlog-proof file there");
        }
        if (!peer.isGiven()) {
            return verify(files, key, HistoryCheck.NONE);
        }
        try (AnchorLedger ledger = peer.connect()) {
            return verify(files, key, new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock));
        }
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
