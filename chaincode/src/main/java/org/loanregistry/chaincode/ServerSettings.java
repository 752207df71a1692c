package org.loanregistry.chaincode;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the contract server listens and as what it registers, read from Fabric's usual environment variables. */
record ServerSettings(
        InetSocketAddress address,
        String packageId,
        String mspId,
        @Nullable Tls tls) {
    /** Key and certificate chain of the server, PEM files. */
    record Tls(Path keyFile, Path certFile) {}

    /** Reads the variables; a missing or ill-formed one is an {@link IllegalArgumentException} that names it. */
    static ServerSettings from(Map<String, String> environment) {
        String address = require(environment, "CHAINCODE_SERVER_ADDRESS", "host:port to listen at");
        String packageId = require(environment, "CORE_CHAINCODE_ID_NAME", "the package id, label:sha256");
        String mspId = require(environment, "CORE_PEER_LOCALMSPID", "the organisation's MSP id");
        return new ServerSettings(socketAddress(address), packageId, mspId, tls(environment));
    }

    private static InetSocketAddress socketAddress(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("CHAINCODE_SERVER_ADDRESS is " + text + ", want host:port");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    private static @Nullable Tls tls(Map<String, String> environment) {
        boolean hasKey = read(environment, "CHAINCODE_TLS_KEY").isPresent();
        boolean hasCert = read(environment, "CHAINCODE_TLS_CERT").isPresent();
        if (!hasKey && !hasCert) {
            return null;
        }
        return new Tls(
                Path.of(require(environment, "CHAINCODE_TLS_KEY", "the PEM file of the server's key")),
                Path.of(require(environment, "CHAINCODE_TLS_CERT", "the PEM file of the server's certificate")));
    }

    private static String require(Map<String, String> environment, String name, String meaning) {
        return read(environment, name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set, want " + meaning));
    }

    private static Optional<String> read(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
