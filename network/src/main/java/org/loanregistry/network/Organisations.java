package org.loanregistry.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.loanregistry.network.msp.Organisation;

/** The four organisations and the orderer's, made once, and the profiles with which clients connect. */
record Organisations(List<Organisation> peers, Organisation orderer) {
    Organisations {
        peers = List.copyOf(peers);
    }

    /** Reads them, or makes them all: a folder that was not finished is made again. */
    static Organisations openOrCreate(NetworkHome home, Instant now, SecureRandom random) throws IOException {
        if (!Files.exists(home.organisations())) {
            Path unfinished = home.folder().resolve("organisations.new");
            deleteAll(unfinished);
            for (String mspId : Topology.PEERS) {
                Organisation.createPeerOrganisation(mspId, unfinished.resolve(mspId), now, random);
            }
            Organisation.createOrdererOrganisation(Topology.ORDERER, unfinished.resolve(Topology.ORDERER), now, random);
            Files.move(unfinished, home.organisations(), StandardCopyOption.ATOMIC_MOVE);
        }
        List<Organisation> peers = new ArrayList<>();
        for (String mspId : Topology.PEERS) {
            peers.add(Organisation.read(mspId, home.organisation(mspId)));
        }
        return new Organisations(peers, Organisation.read(Topology.ORDERER, home.organisation(Topology.ORDERER)));
    }

    /** Writes client.properties and admin.properties of every organisation. */
    static void writeProfiles(NetworkHome home, NetworkFile file) throws IOException {
        for (String mspId : Topology.PEERS) {
            for (String user : List.of("client", "admin")) {
                String text = """
                        address=%s
                        mspId=%s
                        tlsCaFile=tlsca/cert.pem
                        certFile=users/%s/cert.pem
                        keyFile=users/%s/key.pem
                        channel=%s
                        chaincode=%s
                        """.formatted(
                                file.gatewayAddress(mspId), mspId, user, user, Topology.CHANNEL, Topology.CHAINCODE);
                Files.writeString(home.organisation(mspId).resolve(user + ".properties"), text);
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
