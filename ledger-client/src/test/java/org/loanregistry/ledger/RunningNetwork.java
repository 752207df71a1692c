package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real development network with the real contract, in a process of its own. */
final class RunningNetwork implements AutoCloseable {
    private final Path home;
    private final Process process;

    private RunningNetwork(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** Starts it in {@code home} and returns when every gateway answers. */
    static RunningNetwork start(Path home) throws IOException {
        return start(home, List.of());
    }

    /** The same with options of {@code network run}, such as --fabric. */
    static RunningNetwork start(Path home, List<String> options) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath,
                "org.loanregistry.network.NetworkMain",
                "run",
                "--home",
                home.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        StringBuilder told = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("ready")) {
                return new RunningNetwork(home, process);
            }
            told.append(line).append('\n');
        }
        throw new IOException("the network ended before it was ready: " + told);
    }

    /** A client of an organisation's own peer, as {@code client} or {@code admin}. */
    AnchorLedger connect(String mspId, String user) {
        Path profile = home.resolve("organisations").resolve(mspId).resolve(user + ".properties");
        return AnchorLedger.connect(LedgerProfile.load(profile));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
