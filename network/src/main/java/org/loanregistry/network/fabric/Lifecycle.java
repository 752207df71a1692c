package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an organisation's admin asks of the nodes, by Fabric's own commands. */
final class Lifecycle {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String JOINED = "Status: 201";

    private final FabricInstallation fabric;
    private final FabricHome home;
    private final Consortium consortium;
    private final FabricPorts ports;
    private final Consumer<String> log;

    Lifecycle(
            FabricInstallation fabric,
            FabricHome home,
            Consortium consortium,
            FabricPorts ports,
            Consumer<String> log) {
        this.fabric = fabric;
        this.home = home;
        this.consortium = consortium;
        this.ports = ports;
        this.log = log;
    }

    /** Has an orderer join the channel. */
    void joinOrderer(String mspId) throws IOException, InterruptedException {
        Path tls = home.ordererOrganisation(mspId).resolve("tls");
        List<String> output = new ArrayList<>();
        FabricTool.run(
                fabric.program("osnadmin"),
                Map.of(),
                LIMIT,
                output::add,
                "channel",
                "join",
                "--channelID",
                consortium.channel(),
                "--config-block",
                home.genesisBlock().toString(),
                "-o",
                ports.address(mspId + "-orderer.admin"),
                "--ca-file",
                home.ordererTlsCa(mspId).toString(),
                "--client-cert",
                tls.resolve("cert.pem").toString(),
                "--client-key",
                tls.resolve("key.pem").toString());
        output.forEach(log);
        if (output.stream().noneMatch(line -> line.contains(JOINED))) { // its exit status is 0 for a refusal too
            throw new IOException(
                    "the orderer of " + mspId + " did not join the channel: " + String.join("\n", output));
        }
    }

    /** Has a peer join the channel. */
    void joinPeer(String mspId) throws IOException, InterruptedException {
        peer(mspId, "channel", "join", "-b", home.genesisBlock().toString());
    }

    /** Has a peer build the package; one that it has already, from an upgrade that failed later, is as good. */
    void install(String mspId, ContractVersion version) throws IOException, InterruptedException {
        try {
            peer(
                    mspId,
                    "lifecycle",
                    "chaincode",
                    "install",
                    version.packageFile().toString());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("already successfully installed")) {
                throw e;
            }
        }
    }

    /** Approves for one organisation, and waits until its peer has the approval. */
    void approve(String mspId, ContractVersion version, String orderer) throws IOException, InterruptedException {
        List<String> arguments = definition("approveformyorg", version, orderer);
        arguments.addAll(List.of("--package-id", version.packageId()));
        peer(mspId, arguments.toArray(String[]::new));
    }

    /** Makes the approved version the one that counts, and waits until every organisation's peer has it. */
    void commit(String mspId, ContractVersion version, String orderer) throws IOException, InterruptedException {
        List<String> arguments = definition("commit", version, orderer);
        for (String endorser : consortium.organisations()) {
            arguments.addAll(List.of("--peerAddresses", ports.address(endorser + "-peer")));
            arguments.addAll(List.of("--tlsRootCertFiles", home.tlsCa(endorser).toString()));
        }
        peer(mspId, arguments.toArray(String[]::new));
    }

    private List<String> definition(String command, ContractVersion version, String orderer) {
        String sequence = Integer.toString(version.sequence());
        return new ArrayList<>(List.of(
                "lifecycle",
                "chaincode",
                command,
                "-o",
                ports.address(orderer + "-orderer"),
                "--tls",
                "--cafile",
                home.ordererTlsCa(orderer).toString(),
                "-C",
                consortium.channel(),
                "-n",
                consortium.chaincode(),
                "-v",
                sequence,
                "--sequence",
                sequence));
    }

    private void peer(String mspId, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "FABRIC_CFG_PATH",
                home.admin(mspId).toString(),
                "FABRIC_LOGGING_SPEC",
                "warn",
                "FABRIC_LOGGING_FORMAT",
                Nodes.LOG_FORMAT);
        FabricTool.run(fabric.program("peer"), environment, LIMIT, log, arguments);
    }
}
