package org.loanregistry.verifier;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code follow}: the bank's whole feed, from the registry's service, always against the bank's own peer. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description = {
            "Download the bank's whole feed, verify every record against the bank's own peer, and that none is left out.",
            "The same as 'verify URL --peer PROFILE', which cannot be had without the peer here.",
            "Exit status: 0 complete and all verified; 1 not; 2 the service or the peer does not answer, or usage."
        })
final class FollowCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Mixin
    private final FeedOptions feed = new FeedOptions();

    @Option(names = "--service", required = true, paramLabel = "URL", description = "The registry's service.")
    private URI service = URI.create("http://127.0.0.1");

    @Option(
            names = "--token",
            required = true,
            paramLabel = "TOKEN|@FILE",
            description = "The bank's bearer token; with @, the file that holds it.")
    private String token = "";

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
        var out = command.commandLine().getOut();
        Report report = json ? new JsonReport(out) : new TextReport(out, true, false);
        try (AnchorLedger ledger = peer.connect();
                FeedClient client = new FeedClient(service, TextOrFile.read(command, token))) {
            PeerCheck history = new PeerCheck(AnchoredHeads.of(ledger), key, peer.maxAge(), clock);
            return new FeedVerification(key, history, feed, report, clock).run(client);
        }
    }
}
