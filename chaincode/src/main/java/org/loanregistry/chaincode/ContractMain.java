package org.loanregistry.chaincode;

import java.io.IOException;

/**
 * Starts the contract server. Environment: CHAINCODE_SERVER_ADDRESS (host:port), CORE_CHAINCODE_ID_NAME (package id),
 * CORE_PEER_LOCALMSPID; for TLS also CHAINCODE_TLS_KEY and CHAINCODE_TLS_CERT (PEM files).
 */
public final class ContractMain {
    private ContractMain() {}

    /** Serves until the process ends; a setting that is missing or wrong ends it at once with exit status 2. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            new ContractServer(ServerSettings.from(System.getenv())).run();
        } catch (IllegalArgumentException e) {
            System.err.println("The contract server cannot start: " + e.getMessage());
            System.exit(2);
        }
    }
}
