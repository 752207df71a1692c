package org.loanregistry.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of one network lie; only names, nothing is opened. */
record NetworkHome(Path folder) {
    NetworkHome {
        folder = folder.toAbsolutePath().normalize();
    }

    void createFolders() throws IOException {
        Files.createDirectories(logs());
        Files.createDirectories(folder.resolve("blocks"));
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path networkFile() {
        return folder.resolve("network.json");
    }

    Path organisations() {
        return folder.resolve("organisations");
    }

    Path organisation(String mspId) {
        return organisations().resolve(mspId);
    }

    Path blocks() {
        return folder.resolve("blocks").resolve("loans.blocks");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path networkLog() {
        return logs().resolve("network.log");
    }

    Path contractLog(String mspId) {
        return logs().resolve("contract-" + mspId + ".log");
    }

    /** The contract servers' processes. */
    Path contractPids() {
        return folder.resolve("contract-servers.pid");
    }

    /** The process that runs the network. */
    Path networkPid() {
        return folder.resolve("network.pid");
    }

    /** Exists while the network is ready. */
    Path readyMark() {
        return folder.resolve("ready");
    }
}
