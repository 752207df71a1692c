package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.loanregistry.network.msp.Organisation;

/**
 * A network of Hyperledger Fabric's own programs on this machine, one peer, one orderer and one contract server for each
 * organisation. Its processes outlive the command that started them.
 */
public final class FabricNetwork {

    private final FabricInstallation fabric;
    private final FabricHome home;
    private final Consortium consortium;
    private final OrdererType orderers;
    private final FabricPorts ports;
    private final Nodes nodes;
    private final RunningNodes running;

    private FabricNetwork(
            FabricInstallation fabric,
            FabricHome home,
            Consortium consortium,
            OrdererType orderers,
            FabricPorts ports,
            InstantSource clock)
            throws IOException {
        this.fabric = fabric;
        this.home = home;
        this.consortium = consortium;
        this.orderers = orderers;
        this.ports = ports;
        this.nodes = new Nodes(fabric, home, consortium, orderers, ports);
        this.running = new RunningNodes(home, consortium, ports, clock);
    }

    /** Whether a network was made in {@code folder}. */
    public static boolean exists(Path folder) {
        return Files.exists(new FabricHome(folder).created());
    }

    /** The network that was made in {@code folder}, on the Fabric that it last ran; nothing is started. */
    public static FabricNetwork open(Path folder, Consortium consortium, InstantSource clock) throws IOException {
        FabricInstallation fabric = FabricInstallation.recall(new FabricHome(folder).installation());
        return open(fabric, folder, consortium, clock);
    }

    /** The network that was made in {@code folder}, from now on with {@code fabric}; nothing is started. */
    public static FabricNetwork open(FabricInstallation fabric, Path folder, Consortium consortium, InstantSource clock)
            throws IOException {
        FabricHome home = new FabricHome(folder);
        OrdererType orderers = OrdererType.valueOf(Files.readString(home.created()));
        return new FabricNetwork(fabric, home, consortium, orderers, FabricPorts.read(home.ports()), clock);
    }

    /**
     * Makes the certificates of a network in {@code folder} and chooses its ports; {@link #found} does the rest. What an
     * unfinished attempt left there is stopped and removed.
     */
    public static FabricNetwork create(
            FabricInstallation fabric, Path folder, Consortium consortium, OrdererType orderers, InstantSource clock)
            throws IOException, InterruptedException {
        FabricHome home = new FabricHome(folder);
        home.removeUnfinished(RunningNodes.STOP_PATIENCE);
        SecureRandom random = new SecureRandom();
        FabricPorts ports = FabricPorts.choose(home.ports(), consortium, random);
        for (String mspId : consortium.organisations()) {
            Organisation.createPeerOrganisation(mspId, home.organisation(mspId), clock.instant(), random);
            Organisation.enrolTls(mspId, home.organisation(mspId), "contract-tls", clock.instant(), random);
            Path orderer = home.ordererOrganisation(mspId);
            String ordererMsp = Consortium.ordererMsp(mspId);
            Organisation.createOrdererOrganisation(ordererMsp, orderer, clock.instant(), random);
            Organisation.createTls(ordererMsp, orderer, "orderer0." + mspId, clock.instant(), random);
        }
        return new FabricNetwork(fabric, home, consortium, orderers, ports, clock);
    }

    /** Makes the channel and the contract on it, and returns when every organisation's gateway can endorse. */
    public void found(ContractCode code, Progress progress) throws IOException, InterruptedException {
        Files.createDirectories(home.logs());
        fabric.remember(home.installation());
        try (ToolLog log = new ToolLog(home.toolLog())) {
            nodes.writeIdentities();
            nodes.writeConfigurations();
            new ChannelGenesis(home, consortium, orderers, nodes, ports).write(fabric.program("configtxgen"), log);
            progress.reached("certificates and block 0");
            ContractVersion version = new ContractPackage(home, consortium).make(1, code);
            running.start(nodes.fabricNodes());
            running.start(nodes.contracts(version));
            running.awaitWell(nodes.fabricNodes());
            progress.reached("orderers and peers are well");
            Lifecycle lifecycle = new Lifecycle(fabric, home, consortium, ports, log);
            InParallel.each(nodes.ordering(), lifecycle::joinOrderer);
            InParallel.each(consortium.organisations(), lifecycle::joinPeer);
            progress.reached("channel " + consortium.channel() + " joined by all");
            define(lifecycle, version, progress);
        }
        Files.writeString(home.created(), orderers.name());
        progress.reached("every gateway endorses");
    }

    /** All install, approve and then commit the version, whose servers have been started. */
    private void define(Lifecycle lifecycle, ContractVersion version, Progress progress)
            throws IOException, InterruptedException {
        String orderer = nodes.ordering().getFirst();
        InParallel.each(consortium.organisations(), mspId -> lifecycle.install(mspId, version));
        progress.reached("contract " + version.sequence() + " installed by all");
        InParallel.each(consortium.organisations(), mspId -> lifecycle.approve(mspId, version, orderer));
        progress.reached("contract approved by all");
        running.awaitWell(nodes.contracts(version));
        lifecycle.commit(consortium.organisations().getFirst(), version, orderer);
        Files.writeString(home.sequence(), Integer.toString(version.sequence()));
        progress.reached("contract committed");
        running.awaitEndorsing(version);
    }

    /** Starts what does not run, and returns when every organisation's gateway can endorse. */
    public void start(Progress progress) throws IOException, InterruptedException {
        fabric.remember(home.installation());
        nodes.writeConfigurations();
        running.start(nodes.fabricNodes());
        running.start(nodes.contracts(version()));
        running.awaitWell(nodes.fabricNodes());
        progress.reached("orderers and peers are well");
        running.awaitWell(nodes.contracts(version()));
        progress.reached("contract servers are well");
        running.awaitEndorsing(version());
        progress.reached("every gateway endorses");
    }

    /**
     * Puts the next version of the contract in the place of the one that serves, while the network runs: new servers beside
     * the old ones, installed, approved and committed by all; then the old servers end. The ledger's state stays.
     */
    public void upgrade(ContractCode code, Progress progress) throws IOException, InterruptedException {
        ContractVersion old = version();
        try (ToolLog log = new ToolLog(home.toolLog())) {
            ContractVersion next = new ContractPackage(home, consortium).make(old.sequence() + 1, code);
            running.start(nodes.contracts(next));
            try {
                define(new Lifecycle(fabric, home, consortium, ports, log), next, progress);
            } catch (IOException | InterruptedException e) {
                running.stop(nodes.contracts(sequence() == old.sequence() ? next : old));
                throw e;
            }
        }
        running.stop(nodes.contracts(old));
        progress.reached("every gateway endorses by contract " + version().sequence());
    }

    /** Stops what runs in {@code folder}, and says whether anything did. */
    public static boolean stop(Path folder) throws IOException, InterruptedException {
        return new FabricHome(folder).stopAll(RunningNodes.STOP_PATIENCE);
    }

    /** Ends a node at once, as a power cut would (SIGKILL); {@code name} as {@link #states} gives it. */
    public void kill(String name) throws IOException, InterruptedException {
        running.named(name, all()).kill();
    }

    /** Starts a node that does not run, and returns when it is well. */
    public void restart(String name) throws IOException, InterruptedException {
        List<FabricNode> node = List.of(running.named(name, all()));
        running.start(node);
        running.awaitWell(node);
    }

    /** How every node is. */
    public List<NodeState> states() throws IOException, InterruptedException {
        return running.states(all());
    }

    /**
     * Of BFT orderers, the name of the node that leads now.
     *
     * @throws IOException with Raft, whose one node is named as such, or if none leads within the time of a start
     */
    public String leader() throws IOException, InterruptedException {
        if (orderers != OrdererType.BFT) {
            throw new IOException("one Raft orderer serves all: name it, as status does");
        }
        return running.leader(nodes.ordering().stream().map(nodes::orderer).toList());
    }

    /** How it orders, as it was made. */
    public OrdererType orderers() {
        return orderers;
    }

    /** Where an organisation's gateway listens. */
    public int gatewayPort(String mspId) {
        return ports.of(mspId + "-peer");
    }

    /** Where an organisation's contract server listens. */
    public int contractPort(String mspId) throws IOException {
        return ports.of(mspId + "-contract." + ContractVersion.slot(sequence()));
    }

    /** That of the committed contract; before there is one, that of the first. */
    private int sequence() throws IOException {
        return Files.exists(home.sequence()) ? Integer.parseInt(Files.readString(home.sequence())) : 1;
    }

    private List<FabricNode> all() throws IOException {
        return Stream.concat(nodes.fabricNodes().stream(), nodes.contracts(version()).stream())
                .toList();
    }

    private ContractVersion version() throws IOException {
        int sequence = sequence();
        return ContractVersion.read(sequence, home.contract(sequence));
    }
}
