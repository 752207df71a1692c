package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Block 0 of the channel: who takes part, who orders, and what is enough to write. */
final class ChannelGenesis {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FabricHome home;
    private final Consortium consortium;
    private final OrdererType type;
    private final Nodes nodes;
    private final FabricPorts ports;

    ChannelGenesis(FabricHome home, Consortium consortium, OrdererType type, Nodes nodes, FabricPorts ports) {
        this.home = home;
        this.consortium = consortium;
        this.type = type;
        this.nodes = nodes;
        this.ports = ports;
    }

    /** Writes configtx.yaml, and has configtxgen make the block of it. */
    void write(Path configtxgen, Consumer<String> log) throws IOException, InterruptedException {
        Path folder = home.genesisBlock().resolveSibling("genesis");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("configtx.yaml"), configuration());
        FabricTool.run(
                configtxgen,
                Map.of("FABRIC_CFG_PATH", folder.toString(), "FABRIC_LOGGING_FORMAT", Nodes.LOG_FORMAT),
                LIMIT,
                log,
                "-profile",
                "Channel",
                "-channelID",
                consortium.channel(),
                "-outputBlock",
                home.genesisBlock().toString());
    }

    private String configuration() throws IOException {
        List<String> orderers =
                nodes.ordering().stream().map(Consortium::ordererMsp).toList();
        return Template.fill(
                Template.read("configtx.yaml"),
                Map.of(
                        "organisations", organisations(),
                        "type", type == OrdererType.BFT ? "BFT" : "etcdraft",
                        "orderers", references(orderers),
                        "peers", references(consortium.organisations()),
                        "consensus", consensus(),
                        "endorsement", consortium.endorsement()));
    }

    private static String references(List<String> mspIds) {
        return mspIds.stream().map(mspId -> "*" + mspId).collect(Collectors.joining(", "));
    }

    private String organisations() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String mspId : consortium.organisations()) {
            text.append(organisation("configtx-peer.yaml", mspId, ports.of(mspId + "-peer")));
        }
        for (String mspId : nodes.ordering()) {
            text.append(
                    organisation("configtx-orderer.yaml", Consortium.ordererMsp(mspId), ports.of(mspId + "-orderer")));
        }
        return text.toString();
    }

    private String organisation(String template, String mspId, int port) throws IOException {
        return Template.fill(
                Template.read(template),
                Map.of("mspId", mspId, "msp", home.msp(mspId).toString(), "port", Integer.toString(port)));
    }

    private String consensus() throws IOException {
        StringBuilder consenters = new StringBuilder();
        int id = 0;
        for (String mspId : nodes.ordering()) {
            Path organisation = home.ordererOrganisation(mspId);
            Path tls = organisation.resolve("tls/cert.pem");
            String known = "Host: 127.0.0.1, Port: %d, ClientTLSCert: %s, ServerTLSCert: %s"
                    .formatted(ports.of(mspId + "-orderer"), tls, tls);
            String identity = "ID: %d, MSPID: %s, Identity: %s, "
                    .formatted(++id, Consortium.ordererMsp(mspId), organisation.resolve("node/cert.pem"));
            consenters.append("        - {").append(type == OrdererType.BFT ? identity : "");
            consenters.append(known).append("}\n");
        }
        return Template.fill(
                Template.read("configtx-" + type.consensus() + ".yaml"), Map.of("consenters", consenters.toString()));
    }
}
