package org.loanregistry.network.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The package that every organisation installs and approves. It holds how a peer reaches its contract server, and the
 * SHA-256 of every file of the code, so that the package id that all approve binds the code.
 */
final class ContractPackage {
    private final FabricHome home;
    private final Consortium consortium;

    ContractPackage(FabricHome home, Consortium consortium) {
        this.home = home;
        this.consortium = consortium;
    }

    /** Copies the code into the version's folder, so that a later build leaves running servers alone, and packs it. */
    ContractVersion make(int sequence, ContractCode code) throws IOException {
        Path folder = home.contract(sequence);
        Path lib = folder.resolve("lib");
        FabricHome.deleteAll(folder); // of an upgrade that failed
        Files.createDirectories(lib.resolve("classes"));
        for (Path entry : code.classPath()) {
            if (Files.isDirectory(entry)) {
                copyTree(entry, lib.resolve("classes"));
            } else if (Files.exists(entry)) {
                Files.copy(entry, lib.resolve(entry.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String label = consortium.chaincode() + "_" + sequence;
        TreeMap<String, byte[]> inner = new TreeMap<>(Map.of(
                "connection.json", connection(ContractVersion.slot(sequence)).getBytes(UTF_8),
                "code.sha256", digests(lib).getBytes(UTF_8)));
        TreeMap<String, byte[]> outer = new TreeMap<>(Map.of(
                "code.tar.gz", TarGz.of(inner),
                "metadata.json",
                        "{\"type\":\"ccaas\",\"label\":\"%s\"}".formatted(label).getBytes(UTF_8)));
        byte[] bytes = TarGz.of(outer);
        ContractVersion version = new ContractVersion(
                sequence,
                label + ":" + HexFormat.of().formatHex(sha256(bytes)),
                code.mainClass(),
                code.question(),
                folder);
        Files.write(version.packageFile(), bytes);
        version.write();
        return version;
    }

    /** One package fits all organisations: the address comes from each peer's own configuration, the authorities are all named. */
    private String connection(String slot) throws IOException {
        StringBuilder authorities = new StringBuilder();
        for (String mspId : consortium.organisations()) {
            authorities.append(Files.readString(home.tlsCa(mspId)));
        }
        return """
                {"address":"{{.%s}}","dial_timeout":"10s","tls_required":true,"client_auth_required":false,"root_cert":"%s"}
                """.formatted(slot, authorities.toString().replace("\n", "\\n"));
    }

    private static String digests(Path lib) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.walk(lib)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                lines.append(HexFormat.of().formatHex(sha256(Files.readAllBytes(file))))
                        .append("  ")
                        .append(lib.relativize(file))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
