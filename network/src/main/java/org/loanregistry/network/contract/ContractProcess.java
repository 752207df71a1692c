package org.loanregistry.network.contract;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contract server of one organisation, as a child process of this JVM's own JDK and class path. */
public final class ContractProcess implements AutoCloseable {
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xmx96m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final Duration POLL = Duration.ofMillis(10);

    /** What to run: the main class, the package id it registers as, and for which organisation. */
    public record Launch(String mspId, String mainClass, String packageId, InetSocketAddress address, Path log) {}

    private final Launch launch;
    private final Process process;

    private ContractProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /** Starts the process; it is not yet listening. */
    public static ContractProcess start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", absoluteClassPath(), ContractGuard.class.getName(), launch.mainClass()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment()
                .put("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + launch.address().getPort());
        builder.environment().put("CORE_CHAINCODE_ID_NAME", launch.packageId());
        builder.environment().put("CORE_PEER_LOCALMSPID", launch.mspId());
        builder.environment().put("CORE_CHAINCODE_LOGGING_LEVEL", "WARN");
        builder.environment().put("CORE_CHAINCODE_LOGGING_SHIM", "WARN");
        return new ContractProcess(launch, builder.start());
    }

    /** The handle, for the file that lets a later start find it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits until it accepts connections. Throws {@link NotConnectedException} when it ends or time is over. */
    public void awaitListening(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!accepts()) {
            if (!process.isAlive()) {
                throw new NotConnectedException("the contract server of " + launch.mspId() + " ended with exit status "
                        + process.exitValue() + ", see " + launch.log());
            }
            if (System.nanoTime() > end) {
                throw new NotConnectedException("the contract server of " + launch.mspId() + " does not listen after "
                        + limit + ", see " + launch.log());
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(launch.address(), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
