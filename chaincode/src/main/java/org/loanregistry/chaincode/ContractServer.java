package org.loanregistry.chaincode;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/** The contract as a service that one peer dials (Fabric's chaincode as a service). One JVM serves one peer. */
final class ContractServer {
    // Held here, for a logger that nobody holds forgets its level.
    private static final Logger SHIM_LOG = Logger.getLogger("org.hyperledger.fabric");

    private final NettyChaincodeServer server;

    ContractServer(ServerSettings settings) throws IOException {
        SHIM_LOG.setLevel(Level.WARNING); // below that the shim logs every call
        RegistryContract contract = new RegistryContract();
        contract.identifyAs(settings.packageId());
        Metrics.initialize(contract.getChaincodeConfig());
        Traces.initialize(contract.getChaincodeConfig());
        this.server = new NettyChaincodeServer(contract, properties(settings));
    }

    /** Listens and returns only when the server was stopped. */
    void run() throws IOException, InterruptedException {
        server.start();
    }

    void stop() {
        server.stop();
    }

    private static ChaincodeServerProperties properties(ServerSettings settings) {
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        properties.setServerAddress(settings.address());
        ServerSettings.Tls tls = settings.tls();
        if (tls != null) {
            properties.setTlsEnabled(true);
            properties.setKeyFile(tls.keyFile().toString());
            properties.setKeyCertChainFile(tls.certFile().toString());
        }
        return properties;
    }
}
