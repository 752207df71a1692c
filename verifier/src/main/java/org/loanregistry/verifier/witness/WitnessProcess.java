package org.loanregistry.verifier.witness;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.loanregistry.transparency.note.CosignerKey;
import org.loanregistry.transparency.note.CosigningKey;

/** A running witness: it owns its state directory, answers over HTTP, and compares itself with the bank's own peer. */
public final class WitnessProcess implements AutoCloseable {
    private final CosignerKey key;
    private final StateLock lock;
    private final WitnessServer server;
    private final ScheduledExecutorService comparing;

    private WitnessProcess(CosignerKey key, StateLock lock, WitnessServer server, ScheduledExecutorService comparing) {
        this.key = key;
        this.lock = lock;
        this.server = server;
        this.comparing = comparing;
    }

    /**
     * Starts it; the first comparison with the peer begins at once and is not waited for.
     *
     * @param journal is told, in one line each, what the bank should know
     * @throws IllegalStateException if another witness runs in the folder, or what lies there is not a witness's
     */
    public static WitnessProcess start(WitnessSettings settings, InstantSource clock, Consumer<String> journal) {
        StateLock lock = StateLock.take(settings.home());
        try {
            CosigningKey key = WitnessKeyFile.openOrCreate(settings.home(), settings.name(), new SecureRandom());
            HeadStore heads = HeadStore.open(settings.home().resolve("heads"));
            Evidence evidence = new Evidence(settings.home().resolve("evidence"));
            Witness witness = new Witness(heads, evidence, key, clock, journal);
            OwnLedger peer = settings.ledger() == null ? null : OwnLedger.of(settings.ledger());
            WatchedLogs logs = new WatchedLogs(settings.pins(), peer, witness, journal);
            WitnessServer server =
                    WitnessServer.start(settings.address(), new AddCheckpointDesk(witness, logs), logs, journal);
            ScheduledExecutorService comparing = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("compare").daemon().factory());
            var _ = comparing.scheduleWithFixedDelay(
                    () -> refresh(logs, journal), 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
            return new WitnessProcess(key.cosignerKey(), lock, server, comparing);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** An exception would end the schedule. */
    private static void refresh(WatchedLogs logs, Consumer<String> journal) {
        try {
            logs.refresh();
        } catch (RuntimeException e) {
            journal.accept("a comparison failed: " + e);
        }
    }

    /** The public key that its cosignatures verify with. */
    public CosignerKey key() {
        return key;
    }

    /** The submission prefix: what {@code /add-checkpoint} is appended to. */
    public URI url() {
        InetSocketAddress address = server.address();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort());
    }

    @Override
    public void close() {
        comparing.shutdownNow();
        server.close();
        lock.close();
    }
}
