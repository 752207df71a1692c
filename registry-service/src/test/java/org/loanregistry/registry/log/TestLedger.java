package org.loanregistry.registry.log;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.LedgerProfile;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.network.DevelopmentNetwork;
import org.loanregistry.network.NetworkSettings;
import org.loanregistry.network.gateway.Faults;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.note.VerifierKey;

/** The real development network with the real contract, one for all tests of the process; each test has its own logs. */
public final class TestLedger {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable TestLedger shared;

    private final Path home;
    private @Nullable DevelopmentNetwork running;

    private TestLedger(Path home) {
        this.home = home;
    }

    /** The network, started by whoever asks first. */
    public static synchronized TestLedger running() {
        var ledger = shared;
        if (ledger == null) {
            ledger = new TestLedger(TestRegistry.temporaryFolder());
            ledger.start();
            TestRegistry.atExit(ledger::stop);
            shared = ledger;
        }
        return ledger;
    }

    /** A host name that no other test has, so that its logs have origins of their own. */
    public static String host() {
        return "test-" + COUNT.incrementAndGet() + ".example";
    }

    /** Starts the network where it was, with what it holds, at the same addresses. */
    public void start() {
        try {
            running = DevelopmentNetwork.start(NetworkSettings.of(home, NetworkSettings.REGISTRY_CONTRACT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An outage of all organisations. */
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** What can be made to go wrong; a network that is stopped has nothing. */
    Faults faults() {
        return Objects.requireNonNull(running).faults();
    }

    /** The profile of a user, {@code client} or {@code admin}, of an organisation. */
    public Path profile(String mspId, String user) {
        return home.resolve("organisations").resolve(mspId).resolve(user + ".properties");
    }

    /** The same profile at another address: that of a gateway in front of the organisation's own. */
    public Path profileAt(String address, String mspId, String user) {
        try {
            var profile = Files.readString(profile(mspId, user)).replaceAll("(?m)^address=.*$", "address=" + address);
            return Files.writeString(
                    Files.createTempFile(home.resolve("organisations").resolve(mspId), user, ".properties"), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of an organisation's own peer. */
    public AnchorLedger connect(String mspId, String user) {
        return AnchorLedger.connect(LedgerProfile.load(profile(mspId, user)));
    }

    /** Registers a log without witnesses, by the admins of two banks. */
    public void register(VerifierKey key) {
        register(key, new LogTerms(List.of(), 0, 0, 86_400, 0));
    }

    /** Registers a log on these terms, by the admins of two banks. */
    void register(VerifierKey key, LogTerms terms) {
        var change = new Change.RegisterLog(1, new LogKeys(List.of(key)), terms);
        try (var bankA = connect("BankA", "admin");
                var bankB = connect("BankB", "admin")) {
            assertInstanceOf(SubmitOutcome.Committed.class, bankA.governance().propose(change));
            assertInstanceOf(SubmitOutcome.Committed.class, bankB.governance().approve(change.id()));
        }
    }
}
