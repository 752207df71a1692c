package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.network.msp.Organisation;
import org.loanregistry.network.msp.SigningIdentity;

/** Starts, stops and asks nodes, and waits until they are well. */
final class RunningNodes {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final FabricHome home;
    private final Consortium consortium;
    private final FabricPorts ports;
    private final InstantSource clock;
    private final Health health;

    RunningNodes(FabricHome home, Consortium consortium, FabricPorts ports, InstantSource clock) throws IOException {
        this.home = home;
        this.consortium = consortium;
        this.ports = ports;
        this.clock = clock;
        this.health = new Health(FabricTls.context(authorities(), ordererTls()));
    }

    private List<SigningIdentity> ordererTls() throws IOException {
        List<SigningIdentity> all = new ArrayList<>();
        for (String mspId : consortium.organisations()) {
            all.add(Organisation.read(Consortium.ordererMsp(mspId), home.ordererOrganisation(mspId))
                    .tls());
        }
        return all;
    }

    private List<Path> authorities() {
        List<Path> all = new ArrayList<>();
        for (String mspId : consortium.organisations()) {
            all.add(home.tlsCa(mspId));
            all.add(home.ordererTlsCa(mspId));
        }
        return all;
    }

    /** Starts those that do not run. */
    void start(List<FabricNode> all) throws IOException {
        for (FabricNode node : all) {
            node.start();
        }
    }

    void awaitWell(List<FabricNode> all) throws IOException, InterruptedException {
        for (FabricNode node : all) {
            node.awaitWell(health, START_LIMIT);
        }
    }

    void stop(List<FabricNode> all) throws IOException, InterruptedException {
        for (FabricNode node : all) {
            node.askToStop();
        }
        for (FabricNode node : all) {
            node.awaitEnd(STOP_PATIENCE);
        }
    }

    /** The node of that name; none is an {@link IOException}. */
    FabricNode named(String name, List<FabricNode> all) throws IOException {
        return all.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no node " + name + "; `status` names them"));
    }

    List<NodeState> states(List<FabricNode> all) throws IOException, InterruptedException {
        List<NodeState> states = new ArrayList<>();
        for (FabricNode node : all) {
            Optional<String> complaint = node.isRunning()
                    ? health.complaint(node.operationsPort(), node.ports())
                    : Optional.of("it does not run");
            states.add(new NodeState(node.name(), node.ports().getFirst(), complaint));
        }
        return states;
    }

    /** Of BFT orderers, the name of the node that says that it leads; while a next one is elected, that is waited for. */
    String leader(List<FabricNode> orderers) throws IOException, InterruptedException {
        List<String> leading = new ArrayList<>();
        Await.until("an orderer leads,", START_LIMIT, () -> {
            whoLeads(orderers).ifPresent(leading::add);
            return leading.isEmpty() ? Optional.of("none says that it does") : Optional.empty();
        });
        return leading.getFirst();
    }

    private Optional<String> whoLeads(List<FabricNode> orderers) throws InterruptedException {
        for (FabricNode orderer : orderers) {
            if (health.metric(orderer.operationsPort(), "consensus_BFT_is_leader")
                    .equals(Optional.of("1"))) {
                return Optional.of(orderer.name());
            }
        }
        return Optional.empty();
    }

    /** Returns when every organisation's gateway can endorse the version's question. */
    void awaitEndorsing(ContractVersion version) throws IOException, InterruptedException {
        InParallel.each(consortium.organisations(), mspId -> {
            var client = Organisation.read(mspId, home.organisation(mspId)).user("client");
            String address = ports.address(mspId + "-peer");
            try (GatewayProbe probe = new GatewayProbe(consortium, client, address, home.tlsCa(mspId))) {
                Await.until(
                        mspId + "'s gateway endorses,",
                        START_LIMIT,
                        () -> probe.complaint(version.question(), clock.instant()));
            }
        });
    }
}
