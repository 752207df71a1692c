package org.loanregistry.network.fabric;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fabric's own programs on this machine.
 *
 * @param bin the folder with peer, orderer, configtxgen and osnadmin
 * @param builder the folder whose bin/ has the external builder for contracts that run as a service
 */
public record FabricInstallation(Path bin, Path builder) {
    private static final List<String> PROGRAMS = List.of("peer", "orderer", "configtxgen", "osnadmin");
    private static final List<String> BUILDER_PROGRAMS = List.of("detect", "build", "release");
    private static final Path STOCK_BUILDER = Path.of("/opt/hyperledger/ccaas_builder");
    private static final Pattern VERSION = Pattern.compile("Version: v?(\\d+)\\.(\\d+)(\\S*)");
    private static final int MAJOR = 3;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /**
     * The installation in FABRIC_HOME, or the one whose peer is first on PATH.
     *
     * @throws FabricNotFoundException if there is none, or it is not whole
     */
    public static FabricInstallation find(Map<String, String> environment) throws FabricNotFoundException {
        Path bin = bin(environment);
        for (String program : PROGRAMS) {
            if (!Files.isExecutable(bin.resolve(program))) {
                throw new FabricNotFoundException(
                        "Hyperledger Fabric in " + bin + " is not whole: it has no " + program);
            }
        }
        return new FabricInstallation(bin, builder(bin));
    }

    private static Path bin(Map<String, String> environment) throws FabricNotFoundException {
        String home = environment.getOrDefault("FABRIC_HOME", "");
        if (!home.isBlank()) {
            return Path.of(home).toAbsolutePath().normalize().resolve("bin");
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isBlank() && Files.isExecutable(Path.of(folder, "peer"))) {
                return realFolder(Path.of(folder, "peer"));
            }
        }
        throw new FabricNotFoundException(
                "Hyperledger Fabric was not found: FABRIC_HOME is not set, and no peer is on PATH");
    }

    /** Where the program really lies: the builder lies beside that, not beside a link to it. */
    private static Path realFolder(Path program) {
        try {
            return Objects.requireNonNull(program.toRealPath().getParent());
        } catch (IOException e) {
            return program.toAbsolutePath().resolveSibling("");
        }
    }

    private static Path builder(Path bin) throws FabricNotFoundException {
        List<Path> candidates = List.of(bin.resolveSibling("builders").resolve("ccaas"), STOCK_BUILDER);
        for (Path candidate : candidates) {
            if (BUILDER_PROGRAMS.stream()
                    .allMatch(
                            name -> Files.isExecutable(candidate.resolve("bin").resolve(name)))) {
                return candidate;
            }
        }
        throw new FabricNotFoundException("Hyperledger Fabric in " + bin
                + " has no external builder for contracts as a service (looked in " + candidates + ")");
    }

    Path program(String name) {
        return bin.resolve(name);
    }

    /**
     * What `peer version` says, for example 3.1.5.
     *
     * @throws FabricNotFoundException if it is older than 3.0, which has no BFT orderers
     */
    public String version() throws FabricNotFoundException, IOException, InterruptedException {
        List<String> output = new ArrayList<>();
        FabricTool.run(program("peer"), Map.of(), ANSWER_LIMIT, output::add, "version");
        Matcher version = VERSION.matcher(String.join("\n", output));
        if (!version.find()) {
            throw new FabricNotFoundException(program("peer") + " does not say its version");
        }
        String text = version.group(1) + "." + version.group(2) + version.group(3);
        if (Integer.parseInt(version.group(1)) < MAJOR) {
            throw new FabricNotFoundException("Hyperledger Fabric in " + bin + " is " + text + ", want 3.1 or later");
        }
        return text;
    }

    /** The installation that {@link #remember} wrote; it is not looked for. */
    static FabricInstallation recall(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new FabricInstallation(Path.of(lines.get(0)), Path.of(lines.get(1)));
    }

    void remember(Path file) throws IOException {
        Files.write(file, List.of(bin.toString(), builder.toString()));
    }
}
