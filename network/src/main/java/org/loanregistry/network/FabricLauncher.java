package org.loanregistry.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.loanregistry.network.fabric.Consortium;
import org.loanregistry.network.fabric.ContractCode;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNetwork;
import org.loanregistry.network.fabric.FabricNotFoundException;
import org.loanregistry.network.fabric.NodeState;
import org.loanregistry.network.fabric.OrdererType;
import org.loanregistry.network.process.HomeLock;

/** Runs the consortium on Hyperledger Fabric itself, and leaves the same files for clients as the development network. */
final class FabricLauncher {
    private static final Consortium CONSORTIUM =
            new Consortium(Topology.CHANNEL, Topology.CHAINCODE, Topology.PEERS, Topology.BANKS, Topology.ENDORSERS);

    /** Kept here because the logging system forgets a logger that nobody holds. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private final NetworkHome home;
    private final PrintWriter out;
    private final long started = System.nanoTime();

    FabricLauncher(NetworkHome home, PrintWriter out) {
        this.home = home;
        this.out = out;
        GRPC.setLevel(Level.WARNING);
    }

    /** Refuses a folder that holds a network on Fabric: the development network cannot go on with its ledger. */
    static void refuseIn(NetworkHome home) throws IOException {
        if (FabricNetwork.exists(home.folder())) {
            throw new IOException("the network in " + home.folder() + " is one on Hyperledger Fabric: start it with"
                    + " --fabric, or give another --home");
        }
    }

    /** The network that was made in this folder. */
    static FabricNetwork open(NetworkHome home) throws IOException {
        return FabricNetwork.open(home.folder(), CONSORTIUM, InstantSource.system());
    }

    /** Makes or starts it; everything runs on after this process ends. */
    void up(Optional<OrdererType> orderer, ContractCode code)
            throws IOException, InterruptedException, FabricNotFoundException {
        Files.createDirectories(home.folder());
        try (HomeLock _ = HomeLock.take(home.lock())) {
            launch(orderer, code);
        }
    }

    /** Makes or starts it, and stops it when this process is told to end. */
    void run(Optional<OrdererType> orderer, ContractCode code)
            throws IOException, InterruptedException, FabricNotFoundException {
        Files.createDirectories(home.folder());
        try (HomeLock _ = HomeLock.take(home.lock())) {
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped)));
            NetworkFile file = launch(orderer, code);
            for (String mspId : Topology.PEERS) {
                Output.line(out, mspId + " " + file.gatewayAddress(mspId));
            }
            Output.line(out, "ready");
            stopped.await();
        }
    }

    /** Puts a new version of the contract on the running network. */
    void upgrade(ContractCode code) throws IOException, InterruptedException {
        if (!FabricNetwork.exists(home.folder())) {
            throw new IOException("there is no network on Hyperledger Fabric in " + home.folder()
                    + "; a development network runs the contract that it is started with: `down`, then `up`");
        }
        FabricNetwork network = open(home);
        for (NodeState node : network.states()) {
            if (node.complaint().isPresent()) {
                throw new IOException("all must be well before an upgrade; " + node.name() + ": "
                        + node.complaint().get());
            }
        }
        network.upgrade(code, this::reached);
        writeFiles(network);
    }

    private void stop(CountDownLatch stopped) {
        try {
            FabricNetwork.stop(home.folder());
        } catch (IOException | InterruptedException e) {
            System.err.println("network: could not stop everything (`network down` does): " + e.getMessage());
        }
        stopped.countDown();
    }

    private NetworkFile launch(Optional<OrdererType> orderer, ContractCode code)
            throws IOException, InterruptedException, FabricNotFoundException {
        FabricInstallation fabric = FabricInstallation.find(System.getenv());
        Output.line(out, "Hyperledger Fabric " + fabric.version() + " in " + fabric.bin());
        InstantSource clock = InstantSource.system();
        FabricNetwork network;
        if (FabricNetwork.exists(home.folder())) {
            network = FabricNetwork.open(fabric, home.folder(), CONSORTIUM, clock);
            refuseOther(network.orderers(), orderer);
            network.start(this::reached);
        } else {
            refuseDevelopment();
            OrdererType type = orderer.orElse(OrdererType.BFT);
            network = FabricNetwork.create(fabric, home.folder(), CONSORTIUM, type, clock);
            writeFiles(network); // who needs the addresses need not wait for what follows
            network.found(code, this::reached);
        }
        return writeFiles(network);
    }

    private void refuseDevelopment() throws IOException {
        if (Files.exists(home.blocks())) {
            throw new IOException("the network in " + home.folder() + " is a development network: start it without"
                    + " --fabric, or give another --home");
        }
    }

    private static void refuseOther(OrdererType made, Optional<OrdererType> wanted) throws IOException {
        if (wanted.isPresent() && wanted.get() != made) {
            throw new IOException("this network was made with --orderer " + made.consensus()
                    + ", which cannot be changed" + " to " + wanted.get().consensus());
        }
    }

    private NetworkFile writeFiles(FabricNetwork network) throws IOException {
        Map<String, NetworkFile.Ports> ports = new LinkedHashMap<>();
        for (String mspId : Topology.PEERS) {
            ports.put(mspId, new NetworkFile.Ports(network.gatewayPort(mspId), network.contractPort(mspId)));
        }
        NetworkFile file = new NetworkFile(network.orderers().consensus(), ports);
        file.write(home.networkFile());
        Organisations.writeProfiles(home, file);
        return file;
    }

    private void reached(String what) {
        double seconds = (System.nanoTime() - started) / 1e9;
        Output.line(out, String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }
}
