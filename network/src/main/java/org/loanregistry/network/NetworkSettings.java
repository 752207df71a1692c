package org.loanregistry.network;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.loanregistry.network.ledger.Orderer.Cutting;

/**
 * How to run a network: its folder, the contract's main class, when blocks are cut, how long a contract may take, and
 * what time it is.
 */
public record NetworkSettings(
        Path home, String contractClass, Cutting cutting, Duration executeTimeout, InstantSource clock) {
    /** The registry's own contract. */
    public static final String REGISTRY_CONTRACT = "org.loanregistry.chaincode.ContractMain";

    /** The usual network in `home`, running `contractClass`. */
    public static NetworkSettings of(Path home, String contractClass) {
        return new NetworkSettings(
                home, contractClass, Cutting.usual(), Duration.ofSeconds(30), InstantSource.system());
    }
}
