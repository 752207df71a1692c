package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each node is: the same for every organisation but for names, ports and certificates. */
final class Nodes {
    /** Without the colours of a terminal. */
    static final String LOG_FORMAT = "%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}";

    private static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xmx96m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final FabricInstallation fabric;
    private final FabricHome home;
    private final Consortium consortium;
    private final OrdererType orderers;
    private final FabricPorts ports;

    Nodes(FabricInstallation fabric, FabricHome home, Consortium consortium, OrdererType orderers, FabricPorts ports) {
        this.fabric = fabric;
        this.home = home;
        this.consortium = consortium;
        this.orderers = orderers;
        this.ports = ports;
    }

    /** The organisations that run an orderer: all, or with Raft the first alone. */
    List<String> ordering() {
        return orderers == OrdererType.BFT
                ? consortium.organisations()
                : consortium.organisations().subList(0, 1);
    }

    /** Orderers, then peers. */
    List<FabricNode> fabricNodes() {
        List<FabricNode> nodes = new ArrayList<>();
        ordering().forEach(mspId -> nodes.add(orderer(mspId)));
        consortium.organisations().forEach(mspId -> nodes.add(peer(mspId)));
        return nodes;
    }

    List<FabricNode> contracts(ContractVersion version) {
        return consortium.organisations().stream()
                .map(mspId -> contract(mspId, version))
                .toList();
    }

    FabricNode orderer(String mspId) {
        String name = mspId + "-orderer";
        return new FabricNode(
                name,
                List.of(fabric.program("orderer").toString()),
                Map.of(
                        "FABRIC_CFG_PATH",
                        home.node(name).toString(),
                        "FABRIC_LOGGING_SPEC",
                        "warn",
                        "FABRIC_LOGGING_FORMAT",
                        LOG_FORMAT),
                home.node(name),
                home.logs().resolve(name + ".log"),
                ports.of(name + ".operations"),
                List.of(ports.of(name)));
    }

    FabricNode peer(String mspId) {
        String name = mspId + "-peer";
        return new FabricNode(
                name,
                List.of(fabric.program("peer").toString(), "node", "start"),
                Map.of(
                        "FABRIC_CFG_PATH",
                        home.node(name).toString(),
                        "FABRIC_LOGGING_SPEC",
                        "warn",
                        "FABRIC_LOGGING_FORMAT",
                        LOG_FORMAT,
                        "CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG",
                        contractAddresses(mspId)),
                home.node(name),
                home.logs().resolve(name + ".log"),
                ports.of(name + ".operations"),
                List.of(ports.of(name)));
    }

    /**
     * What the external builder puts into a package's connection. A peer reads it once, when it starts, but a new version of
     * the contract is installed while the old one serves: so there are two addresses, used in turn.
     */
    private String contractAddresses(String mspId) {
        String name = mspId + "-contract.";
        return "{\"odd\":\"%s\",\"even\":\"%s\"}".formatted(ports.address(name + "odd"), ports.address(name + "even"));
    }

    FabricNode contract(String mspId, ContractVersion version) {
        String name = mspId + "-contract";
        String port = name + "." + version.slot();
        Path tls = home.organisation(mspId).resolve("contract-tls");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", version.classPath(), version.mainClass()));
        return new FabricNode(
                name,
                command,
                Map.of(
                        "CHAINCODE_SERVER_ADDRESS", ports.address(port),
                        "CHAINCODE_TLS_CERT", tls.resolve("cert.pem").toString(),
                        "CHAINCODE_TLS_KEY", tls.resolve("key.pem").toString(),
                        "CORE_CHAINCODE_ID_NAME", version.packageId(),
                        "CORE_PEER_LOCALMSPID", mspId,
                        "CORE_CHAINCODE_LOGGING_LEVEL", "WARN",
                        "CORE_CHAINCODE_LOGGING_SHIM", "WARN"),
                home.node(name + "-" + version.sequence()),
                home.logs().resolve(name + ".log"),
                0,
                List.of(ports.of(port)));
    }

    /** Writes the identity of every orderer, peer and admin, and the MSP of every organisation; once. */
    void writeIdentities() throws IOException {
        for (String mspId : ordering()) {
            Path organisation = home.ordererOrganisation(mspId);
            MspFolder.write(organisation, home.msp(Consortium.ordererMsp(mspId)));
            MspFolder.write(organisation, "node", home.node(mspId + "-orderer").resolve("msp"));
        }
        for (String mspId : consortium.organisations()) {
            Path organisation = home.organisation(mspId);
            MspFolder.write(organisation, home.msp(mspId));
            MspFolder.write(organisation, "node", home.node(mspId + "-peer").resolve("msp"));
            MspFolder.write(organisation, "users/admin", home.admin(mspId).resolve("msp"));
        }
    }

    /** Writes the configuration of every orderer, peer and admin; anew at each start, for the installation may have moved. */
    void writeConfigurations() throws IOException {
        for (String mspId : ordering()) {
            Path organisation = home.ordererOrganisation(mspId);
            write("orderer.yaml", mspId + "-orderer", Consortium.ordererMsp(mspId), organisation);
        }
        for (String mspId : consortium.organisations()) {
            write("core.yaml", mspId + "-peer", mspId, home.organisation(mspId));
            Template.write(
                    "admin.yaml",
                    Map.of(
                            "mspId", mspId,
                            "tlsCa", home.tlsCa(mspId).toString(),
                            "port", Integer.toString(ports.of(mspId + "-peer"))),
                    home.admin(mspId).resolve("core.yaml"));
        }
    }

    private void write(String template, String name, String mspId, Path organisation) throws IOException {
        Map<String, String> values = new HashMap<>(ports.of(name, "Port"));
        values.putAll(Map.of(
                "name", name,
                "mspId", mspId,
                "folder", home.node(name).toString(),
                "tls", organisation.resolve("tls").toString(),
                "tlsCa", organisation.resolve("tlsca/cert.pem").toString(),
                "builder", fabric.builder().toString()));
        Template.write(template, values, home.node(name).resolve(template));
    }
}
