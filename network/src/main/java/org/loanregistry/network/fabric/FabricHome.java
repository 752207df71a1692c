package org.loanregistry.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.loanregistry.network.process.ProcessFile;

/** Where the files of one real network lie; and what is still running of it. */
record FabricHome(Path folder) {
    FabricHome {
        folder = folder.toAbsolutePath().normalize();
    }

    Path organisations() {
        return folder.resolve("organisations");
    }

    Path organisation(String mspId) {
        return organisations().resolve(mspId);
    }

    Path ordererOrganisation(String mspId) {
        return organisations().resolve(Consortium.ordererMsp(mspId));
    }

    /** The authority of the TLS certificates of an organisation's peer and contract server. */
    Path tlsCa(String mspId) {
        return organisation(mspId).resolve("tlsca/cert.pem");
    }

    /** The authority of its orderer's. */
    Path ordererTlsCa(String mspId) {
        return ordererOrganisation(mspId).resolve("tlsca/cert.pem");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** What the tools printed. */
    Path toolLog() {
        return logs().resolve("tools.log");
    }

    Path fabric() {
        return folder.resolve("fabric");
    }

    /** Written when the contract is committed, with the kind of the orderers; a network without it holds nothing and is made again. */
    Path created() {
        return fabric().resolve("created");
    }

    /** Which Fabric it last ran. */
    Path installation() {
        return fabric().resolve("installation");
    }

    Path ports() {
        return fabric().resolve("ports.properties");
    }

    Path genesisBlock() {
        return fabric().resolve("genesis.block");
    }

    /** The MSP by which others know an organisation. */
    Path msp(String mspId) {
        return fabric().resolve("msp").resolve(mspId);
    }

    /** Configuration with which an organisation's admin calls its peer. */
    Path admin(String mspId) {
        return fabric().resolve("admin").resolve(mspId);
    }

    Path node(String name) {
        return fabric().resolve("nodes").resolve(name);
    }

    /** Package, code and definition of one version of the contract. */
    Path contract(int sequence) {
        return fabric().resolve("contract").resolve(Integer.toString(sequence));
    }

    /** The sequence of the committed contract. */
    Path sequence() {
        return fabric().resolve("contract").resolve("sequence");
    }

    /** Ends every process that was started here, all at once; says whether any ran. */
    boolean stopAll(Duration patience) throws IOException, InterruptedException {
        List<ProcessFile> all = pidFiles();
        boolean any = false;
        for (ProcessFile file : all) {
            List<ProcessHandle> running = file.running();
            any |= !running.isEmpty();
            running.forEach(ProcessHandle::destroy);
        }
        for (ProcessFile file : all) {
            file.stopAll(patience);
        }
        return any;
    }

    private List<ProcessFile> pidFiles() throws IOException {
        Path nodes = fabric().resolve("nodes");
        if (!Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nodes)) {
            return folders.map(folder -> new ProcessFile(folder.resolve("pid"))).toList();
        }
    }

    /** Removes all of a network that was not finished. */
    void removeUnfinished(Duration patience) throws IOException, InterruptedException {
        stopAll(patience);
        for (Path part : List.of(fabric(), organisations(), logs())) {
            deleteAll(part);
        }
    }

    static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
