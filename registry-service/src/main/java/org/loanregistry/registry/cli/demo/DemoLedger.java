package org.loanregistry.registry.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** The ledger to run the demo on. */
enum DemoLedger {
    DEVNET,
    FABRIC;

    /** What {@code loanreg network run} is told. */
    List<String> options() {
        return switch (this) {
            case DEVNET -> List.of();
            case FABRIC -> List.of("--fabric");
        };
    }

    /** One organisation's chain of blocks, below the network's folder. */
    Path blocks(Path network) {
        return switch (this) {
            case DEVNET -> network.resolve("blocks");
            case FABRIC -> network.resolve("fabric/nodes/BankA-peer/data/ledgersData/chains/chains");
        };
    }
}
