package org.loanregistry.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.loanregistry.network.contract.ContractConnection;
import org.loanregistry.network.contract.ContractProcess;
import org.loanregistry.network.process.ProcessFile;

/** The contract servers, one process for each organisation, and the peers' connections to them. */
final class ContractServers implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final Map<String, ContractProcess.Launch> launches = new LinkedHashMap<>();
    private final Map<String, ContractProcess> processes = new LinkedHashMap<>();
    private final Map<String, ContractConnection> connections = new LinkedHashMap<>();
    private final ProcessFile pids;

    private ContractServers(ProcessFile pids) {
        this.pids = pids;
    }

    /** Stops what an earlier run left, then starts all servers at once; none is listening yet. */
    static ContractServers start(
            NetworkHome home, NetworkFile file, NetworkSettings settings, String packageId, Executor executor)
            throws IOException, InterruptedException {
        ProcessFile pids = new ProcessFile(home.contractPids());
        pids.stopAll(STOP_PATIENCE);
        file.requireFree(home.networkFile());
        ContractServers servers = new ContractServers(pids);
        try {
            for (String mspId : Topology.PEERS) {
                var address = NetworkFile.address(file.of(mspId).contract());
                servers.launches.put(
                        mspId,
                        new ContractProcess.Launch(
                                mspId, settings.contractClass(), packageId, address, home.contractLog(mspId)));
                servers.connections.put(
                        mspId, new ContractConnection(address, packageId, settings.executeTimeout(), executor));
                servers.launch(mspId);
            }
            return servers;
        } catch (IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** The package id: the label, and instead of a package's hash (there is none) that of the main class's name. */
    static String packageId(String mainClass) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(mainClass.getBytes(UTF_8));
            return Topology.CHAINCODE + "_" + Topology.CHAINCODE_VERSION + ":"
                    + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    ContractConnection connection(String mspId) {
        return require(connections, mspId);
    }

    /** Waits until every server listens and its contract is registered with its peer. */
    void awaitReady() throws InterruptedException {
        for (String mspId : Topology.PEERS) {
            awaitReady(mspId);
        }
    }

    private void awaitReady(String mspId) throws InterruptedException {
        require(processes, mspId).awaitListening(START_LIMIT);
        connection(mspId).connect();
    }

    synchronized void stop(String mspId) {
        require(processes, mspId).close();
    }

    /** Starts a stopped server again and waits until it listens; its peer dials with the next invocation. */
    synchronized void restart(String mspId) throws IOException, InterruptedException {
        stop(mspId);
        launch(mspId);
        require(processes, mspId).awaitListening(START_LIMIT);
    }

    private void launch(String mspId) throws IOException {
        processes.put(mspId, ContractProcess.start(require(launches, mspId)));
        pids.write(processes.values().stream().map(ContractProcess::handle).toList());
    }

    private static <T> T require(Map<String, T> byOrganisation, String mspId) {
        T found = byOrganisation.get(mspId);
        if (found == null) {
            throw new IllegalArgumentException("no organisation " + mspId);
        }
        return found;
    }

    @Override
    public synchronized void close() {
        // All are told first; waiting comes after, and a stream that is closed last is not reported as an error.
        processes.values().forEach(process -> process.handle().destroyForcibly());
        processes.values().forEach(ContractProcess::close);
        connections.values().forEach(ContractConnection::close);
    }
}
