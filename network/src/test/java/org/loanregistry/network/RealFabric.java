package org.loanregistry.network;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNetwork;
import org.loanregistry.network.fabric.FabricNotFoundException;

/** One network on Hyperledger Fabric itself for all tests of the process, where the machine has Fabric. */
final class RealFabric implements TestNetwork.ContractSwitch {
    private static @Nullable RealFabric shared;

    private final Path home;
    private final FabricNetwork network;

    private RealFabric(Path home) throws IOException {
        StringWriter output = new StringWriter();
        int status = NetworkMain.commandLine()
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output))
                .execute(
                        "up",
                        "--fabric",
                        "--home",
                        home.toString(),
                        "--contract-class",
                        SampleContract.class.getName(),
                        "--contract-question",
                        "time");
        if (status != 0) {
            throw new IOException("Fabric did not start: " + output);
        }
        this.home = home;
        this.network = FabricLauncher.open(new NetworkHome(home));
    }

    /** Skips the test where there is no Fabric, unless the environment says that it must run. */
    static void orSkip() {
        Map<String, String> environment = System.getenv();
        try {
            FabricInstallation.find(environment);
        } catch (FabricNotFoundException e) {
            if ("required".equals(environment.get("LOANREG_TEST_FABRIC"))) {
                fail(e.getMessage());
            }
            Assumptions.abort("Hyperledger Fabric is not installed: " + e.getMessage());
        }
    }

    /** The network, started by whoever asks first and stopped with the process. */
    static synchronized RealFabric sharedOrSkip() throws IOException {
        orSkip();
        RealFabric fabric = shared;
        if (fabric == null) {
            Path home = Files.createTempDirectory("fabric");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
            fabric = new RealFabric(home);
            shared = fabric;
        }
        return fabric;
    }

    private static void remove(Path home) {
        try {
            FabricNetwork.stop(home);
            try (Stream<Path> paths = Files.walk(home)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("a network of the tests is left in " + home + ": " + e.getMessage());
        }
    }

    Path home() {
        return home;
    }

    @Override
    public void stop(String mspId) throws IOException, InterruptedException {
        network.kill(mspId + "-contract");
    }

    @Override
    public void restart(String mspId) throws IOException, InterruptedException {
        network.restart(mspId + "-contract");
    }

    /** The network goes on for the next test. */
    @Override
    public void close() {}
}
