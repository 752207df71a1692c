package org.loanregistry.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loanregistry.network.process.FreePorts;

/** The addresses of a network, chosen once and kept in network.json so that a restart has the same. */
record NetworkFile(String consensus, Map<String, Ports> ports) {
    /** What network.json says of the development network. */
    static final String NO_CONSENSUS = "none";

    private static final String HOST = "127.0.0.1";
    private static final Pattern CONSENSUS = Pattern.compile("\"consensus\": \"(\\w+)\"");
    private static final Pattern ORGANISATION = Pattern.compile("\"mspId\": \"(\\w+)\", \"address\": \"127.0.0.1:"
            + "(\\d{1,5})\", \"contractAddress\": \"127.0.0.1:(\\d{1,5})\"");

    /** Where an organisation's gateway and its contract server listen. */
    record Ports(int gateway, int contract) {}

    NetworkFile {
        ports = new LinkedHashMap<>(ports);
    }

    /** Reads the file, or chooses free ports and writes it. */
    static NetworkFile openOrCreate(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        FreePorts free = new FreePorts(random);
        Map<String, Ports> ports = new LinkedHashMap<>();
        for (String mspId : Topology.PEERS) {
            ports.put(mspId, new Ports(free.next(), free.next()));
        }
        NetworkFile chosen = new NetworkFile(NO_CONSENSUS, ports);
        chosen.write(file);
        return chosen;
    }

    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, toJson());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static NetworkFile read(Path file) throws IOException {
        Map<String, Ports> ports = new LinkedHashMap<>();
        String text = Files.readString(file);
        Matcher consensus = CONSENSUS.matcher(text);
        Matcher matcher = ORGANISATION.matcher(text);
        while (matcher.find()) {
            ports.put(
                    matcher.group(1),
                    new Ports(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
        }
        if (!ports.keySet().equals(Set.copyOf(Topology.PEERS))) {
            throw new IOException(file + " does not name the addresses of " + Topology.PEERS);
        }
        if (!consensus.find()) {
            throw new IOException(file + " does not say the consensus");
        }
        return new NetworkFile(consensus.group(1), ports);
    }

    /** Whether it is the one process without consensus, not real Fabric. */
    boolean isDevelopment() {
        return consensus.equals(NO_CONSENSUS);
    }

    Ports of(String mspId) {
        Ports found = ports.get(mspId);
        if (found == null) {
            throw new IllegalArgumentException("no organisation " + mspId);
        }
        return found;
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String gatewayAddress(String mspId) {
        return HOST + ":" + of(mspId).gateway();
    }

    /** Refuses to start on a port that somebody else has. */
    void requireFree(Path file) throws IOException {
        for (Map.Entry<String, Ports> entry : ports.entrySet()) {
            requireFree(entry.getKey() + "'s gateway", entry.getValue().gateway(), file);
            requireFree(entry.getKey() + "'s contract server", entry.getValue().contract(), file);
        }
    }

    private static void requireFree(String what, int port, Path file) throws IOException {
        if (!FreePorts.isFree(port)) {
            throw new IOException("port " + port + " of " + what + " is taken by another program; end that, or choose"
                    + " another port in " + file);
        }
    }

    private String toJson() {
        StringBuilder json = new StringBuilder("{\n  \"channel\": \"" + Topology.CHANNEL + "\",\n  \"chaincode\": \""
                + Topology.CHAINCODE + "\",\n  \"consensus\": \"" + consensus + "\",\n  \"organisations\": [");
        String separator = "\n";
        for (Map.Entry<String, Ports> entry : ports.entrySet()) {
            json.append(separator)
                    .append("    {\"mspId\": \"")
                    .append(entry.getKey())
                    .append("\", \"address\": \"" + HOST + ":")
                    .append(entry.getValue().gateway())
                    .append("\", \"contractAddress\": \"" + HOST + ":")
                    .append(entry.getValue().contract())
                    .append("\"}");
            separator = ",\n";
        }
        return json.append("\n  ]\n}\n").toString();
    }
}
