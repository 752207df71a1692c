package org.loanregistry.registry.log;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.agreement.Witness;
import org.loanregistry.verifier.witness.WitnessProcess;
import org.loanregistry.verifier.witness.WitnessSettings;

/** A bank's real witness on the bank's own peer of the development network; it keeps folder and port when it comes back. */
final class BankWitness implements AutoCloseable {
    private final String bank;
    private final Path home = TestRegistry.temporaryFolder();
    private final AnchorLedger peer;
    private final InstantSource clock;
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private WitnessProcess process;

    BankWitness(TestLedger ledger, String bank, InstantSource clock) {
        this.bank = bank;
        this.peer = ledger.connect(bank, "client");
        this.clock = clock;
        this.process = start();
        this.address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), process.url().getPort());
    }

    private WitnessProcess start() {
        var settings = new WitnessSettings(home, bank + "/witness", address, List.of(), peer, Duration.ofSeconds(1));
        return WitnessProcess.start(settings, clock, _ -> {});
    }

    /** As the log's terms name it. */
    Witness inTerms() {
        return new Witness(bank, process.key());
    }

    String url() {
        return process.url().toString();
    }

    void goAway() {
        process.close();
    }

    void comeBack() {
        process = start();
    }

    @Override
    public void close() {
        process.close();
        peer.close();
    }
}
