package org.loanregistry.network.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.loanregistry.network.process.FreePorts;

/** The ports of every node, chosen once and kept, for the channel's configuration names them. */
final class FabricPorts {
    private static final List<String> KINDS = List.of(
            "peer",
            "peer.chaincode",
            "peer.operations",
            "orderer",
            "orderer.admin",
            "orderer.operations",
            "contract.odd",
            "contract.even");

    private final Path file;
    private final Map<String, Integer> ports;

    private FabricPorts(Path file, Map<String, Integer> ports) {
        this.file = file;
        this.ports = new TreeMap<>(ports);
    }

    /** Free ports for every organisation's nodes, written to {@code file}. */
    static FabricPorts choose(Path file, Consortium consortium, RandomGenerator random) throws IOException {
        FreePorts free = new FreePorts(random);
        FabricPorts ports = new FabricPorts(file, Map.of());
        for (String mspId : consortium.organisations()) {
            for (String kind : KINDS) {
                ports.ports.put(mspId + "-" + kind, free.next());
            }
        }
        ports.write();
        return ports;
    }

    static FabricPorts read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, Integer> ports = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            ports.put(name, Integer.valueOf(properties.getProperty(name)));
        }
        return new FabricPorts(file, ports);
    }

    int of(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException(file + " has no port of " + name);
        }
        return port;
    }

    String address(String name) {
        return "127.0.0.1:" + of(name);
    }

    /** A node's ports as a template names them: `port`, and for `orderer.admin` and the like `adminPort`. */
    Map<String, String> of(String name, String suffix) {
        Map<String, String> named = new TreeMap<>(Map.of("port", Integer.toString(of(name))));
        ports.forEach((full, port) -> {
            if (full.startsWith(name + ".")) {
                named.put(full.substring(name.length() + 1) + suffix, Integer.toString(port));
            }
        });
        return named;
    }

    private void write() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                ports.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }
}
