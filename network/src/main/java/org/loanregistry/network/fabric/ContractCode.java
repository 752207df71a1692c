package org.loanregistry.network.fabric;

import java.nio.file.Path;
import java.util.List;

/**
 * What a contract server runs.
 *
 * @param mainClass serves at CHAINCODE_SERVER_ADDRESS
 * @param classPath jars and folders of classes
 * @param question a function without arguments that succeeds on an empty ledger; with it the network is asked whether it is well
 */
public record ContractCode(String mainClass, List<Path> classPath, String question) {
    /** Copies the list. */
    public ContractCode {
        classPath = List.copyOf(classPath);
    }
}
