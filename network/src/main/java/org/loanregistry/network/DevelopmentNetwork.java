package org.loanregistry.network;

import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.loanregistry.network.gateway.AwayInterceptor;
import org.loanregistry.network.gateway.Channel;
import org.loanregistry.network.gateway.DeliverEndpoint;
import org.loanregistry.network.gateway.Faults;
import org.loanregistry.network.gateway.GatewayEndpoint;
import org.loanregistry.network.gateway.Peer;
import org.loanregistry.network.ledger.ChaincodeDefinition;
import org.loanregistry.network.ledger.Ledger;
import org.loanregistry.network.ledger.Orderer;
import org.loanregistry.network.msp.IdentityCheck;
import org.loanregistry.network.msp.Organisation;
import org.loanregistry.network.process.HomeLock;

/**
 * A ledger of four organisations in one process that speaks Hyperledger Fabric's protocols, for development and tests.
 * It checks what Fabric checks (identities, endorsements, conflicts), but one thread orders everything: <strong>there is
 * no consensus</strong>, and whoever runs the process could rewrite all of it.
 */
public final class DevelopmentNetwork implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DevelopmentNetwork.class.getName());
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final NetworkHome home;
    private final NetworkFile file;
    private final NetworkSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();
    private final ContractServers contracts;

    private DevelopmentNetwork(NetworkHome home, NetworkSettings settings) throws IOException, InterruptedException {
        this.home = home;
        this.settings = settings;
        home.createFolders();
        try {
            opened.push(executor::shutdownNow);
            opened.push(HomeLock.take(home.lock()));
            Files.deleteIfExists(home.readyMark());
            this.file = NetworkFile.openOrCreate(home.networkFile(), random);
            String packageId = ContractServers.packageId(settings.contractClass());
            this.contracts = ContractServers.start(home, file, settings, packageId, executor);
            opened.push(contracts);
            open(new ChaincodeDefinition(Topology.CHAINCODE, Topology.CHAINCODE_VERSION, 1, packageId));
            contracts.awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts the network in its folder, creating everything on first use, and returns when every organisation's gateway
     * can evaluate. Throws {@link IOException} with the port, file or log that is to blame, or
     * {@link org.loanregistry.network.ledger.CorruptLedgerException}.
     */
    public static DevelopmentNetwork start(NetworkSettings settings) throws IOException, InterruptedException {
        return new DevelopmentNetwork(new NetworkHome(settings.home()), settings);
    }

    private void open(ChaincodeDefinition definition) throws IOException {
        Organisations organisations =
                Organisations.openOrCreate(home, settings.clock().instant(), random);
        Organisations.writeProfiles(home, file);
        Ledger ledger = Ledger.open(
                home.blocks(),
                definition,
                () -> Orderer.genesis(
                        Topology.CHANNEL,
                        organisations.peers(),
                        organisations.orderer(),
                        Topology.ENDORSERS,
                        Topology.BANKS,
                        settings.clock().instant(),
                        random));
        opened.push(ledger);
        for (Organisation organisation : organisations.peers()) {
            requireMember(ledger, organisation);
        }
        requireMember(ledger, organisations.orderer());
        Orderer orderer =
                new Orderer(ledger, organisations.orderer().node(), settings.cutting(), settings.clock(), random);
        orderer.start();
        opened.push(orderer);
        Channel channel = new Channel(ledger, orderer, definition, peers(organisations, ledger, definition), faults);
        for (Organisation organisation : organisations.peers()) {
            listen(channel, organisation);
        }
    }

    private Map<String, Peer> peers(Organisations organisations, Ledger ledger, ChaincodeDefinition definition)
            throws IOException {
        Map<String, Peer> peers = new TreeMap<>();
        for (Organisation organisation : organisations.peers()) {
            String mspId = organisation.mspId();
            peers.put(
                    mspId,
                    new Peer(
                            organisation.node(),
                            file.gatewayAddress(mspId),
                            ledger,
                            definition,
                            contracts.connection(mspId),
                            settings.clock(),
                            faults));
        }
        return peers;
    }

    private void requireMember(Ledger ledger, Organisation organisation) throws IOException {
        var check = ledger.config().members().check(organisation.node().serialized());
        if (!(check instanceof IdentityCheck.Accepted)) {
            throw new IOException("the certificates in " + home.organisation(organisation.mspId())
                    + " are not those of block 0 in " + home.blocks());
        }
    }

    private void listen(Channel channel, Organisation organisation) throws IOException {
        String mspId = organisation.mspId();
        Peer peer = Objects.requireNonNull(channel.peers().get(mspId));
        Server server = NettyServerBuilder.forAddress(
                        NetworkFile.address(file.of(mspId).gateway()),
                        TlsServerCredentials.create(
                                organisation.tlsCertificateFile().toFile(),
                                organisation.tlsKeyFile().toFile()))
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addService(new GatewayEndpoint(channel, peer, executor, random))
                .addService(new DeliverEndpoint(channel, peer, executor, settings.clock()))
                .intercept(new AwayInterceptor(faults, mspId))
                .build()
                .start();
        opened.push(server::shutdownNow);
    }

    /** The organisations that have a gateway. */
    public List<String> organisations() {
        return Topology.PEERS;
    }

    /** Where an organisation's gateway listens, as host:port. */
    public String address(String mspId) {
        return file.gatewayAddress(mspId);
    }

    /** The ledger profile of a user (`client` or `admin`) of an organisation. */
    public Path profile(String mspId, String user) {
        return home.organisation(mspId).resolve(user + ".properties");
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Ends one organisation's contract server, as a fault. */
    public void stopContract(String mspId) {
        contracts.stop(mspId);
    }

    /** Starts one organisation's contract server again; its peer dials with the next invocation. */
    public void restartContract(String mspId) throws IOException, InterruptedException {
        contracts.restart(mspId);
    }

    /** Stops everything; what was accepted for ordering is written first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "could not stop cleanly", e);
            }
        }
    }
}
