package org.loanregistry.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of a network, chosen once and kept in network.json so that a restart has the same. */
record NetworkFile(Map<String, Ports> ports) {
    private static final String HOST = "127.0.0.1";
    /** Below the ports that systems hand out for outgoing connections, so that a restart finds them free. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
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
        Set<Integer> taken = new HashSet<>();
        Map<String, Ports> ports = new LinkedHashMap<>();
        for (String mspId : Topology.PEERS) {
            ports.put(mspId, new Ports(freePort(taken, random), freePort(taken, random)));
        }
        NetworkFile chosen = new NetworkFile(ports);
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, chosen.toJson());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return chosen;
    }

    static NetworkFile read(Path file) throws IOException {
        Map<String, Ports> ports = new LinkedHashMap<>();
        Matcher matcher = ORGANISATION.matcher(Files.readString(file));
        while (matcher.find()) {
            ports.put(
                    matcher.group(1),
                    new Ports(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
        }
        if (!ports.keySet().equals(Set.copyOf(Topology.PEERS))) {
            throw new IOException(file + " does not name the addresses of " + Topology.PEERS);
        }
        return new NetworkFile(ports);
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
        if (!isFree(port)) {
            throw new IOException("port " + port + " of " + what + " is taken by another program; end that, or choose"
                    + " another port in " + file);
        }
    }

    private static int freePort(Set<Integer> taken, SecureRandom random) {
        for (int attempt = 0; attempt < HIGHEST - LOWEST; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && taken.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String toJson() {
        StringBuilder json = new StringBuilder("{\n  \"channel\": \"" + Topology.CHANNEL + "\",\n  \"chaincode\": \""
                + Topology.CHAINCODE + "\",\n  \"consensus\": \"none\",\n  \"organisations\": [");
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
