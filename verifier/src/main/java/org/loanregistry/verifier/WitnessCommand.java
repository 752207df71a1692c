package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.verifier.witness.WitnessProcess;
import org.loanregistry.verifier.witness.WitnessSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code witness}: the bank's own witness, until stopped. */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "Run the bank's witness until stopped: it cosigns a log's head only if that extends the one it cosigned before.",
            "It answers C2SP tlog-witness add-checkpoint over HTTP. Its key is made on the first start; give its vkey to the",
            "other banks for the log's registration. Its state must never be set back: a witness whose state is lost or",
            "restored from a copy gets a new folder and a new key.",
            "Exit status: 2 it cannot start."
        })
final class WitnessCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:LOANREG_HOME:-.loanreg}/witness",
            description = "Its state directory (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".loanreg/witness");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of its key (default: the MSP id of the peer's profile and /witness).")
    private @Nullable String name;

    @Option(
            names = "--peer",
            paramLabel = "PROFILE",
            description = "Properties of the bank's own peer: all logs registered there are witnessed, and its state is"
                    + " compared with the heads there.")
    private @Nullable Path profile;

    @Option(
            names = "--log",
            paramLabel = "VKEY|@FILE",
            description =
                    "A log's public key, pinned: it is witnessed under this key only. Without --peer its first head"
                            + " is believed.")
    private List<String> pins = List.of();

    @Option(
            names = "--address",
            paramLabel = "IP",
            defaultValue = "127.0.0.1",
            description = "Where it listens (default: ${DEFAULT-VALUE}, this machine only).")
    private String address = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "Its port; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = PeerOption.DurationConverter.class,
            description = "Between two comparisons with the peer (default: ${DEFAULT-VALUE}).")
    private Duration interval = Duration.ofSeconds(10);

    WitnessCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (profile == null) {
            return run(null, name);
        }
        LedgerProfile peer = LedgerProfile.load(profile);
        try (AnchorLedger ledger = AnchorLedger.connect(peer)) {
            return run(ledger, name == null ? peer.mspId() + "/witness" : name);
        }
    }

    private int run(@Nullable AnchorLedger ledger, @Nullable String keyName) throws InterruptedException {
        if (keyName == null) {
            throw new ParameterException(command.commandLine(), "without --peer, want --name for its key");
        }
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        WitnessSettings settings =
                new WitnessSettings(home, keyName, new InetSocketAddress(address, port), logKeys(), ledger, interval);
        try (WitnessProcess witness = WitnessProcess.start(settings, clock, line -> {
            err.println(clock.instant() + " " + line);
            err.flush();
        })) {
            out.println("vkey " + witness.key().toText());
            out.println("ready " + witness.url());
            out.flush();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            stopped.await();
            return 0;
        }
    }

    /** One log a key: a log whose key is replaced is pinned twice and has both. */
    private List<LogKeys> logKeys() {
        var keysByOrigin = new TreeMap<String, List<VerifierKey>>();
        for (String pin : pins) {
            VerifierKey key = VerifierKey.parse(TextOrFile.read(command, pin));
            keysByOrigin.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(key);
        }
        return keysByOrigin.values().stream().map(LogKeys::new).toList();
    }
}
