package org.loanregistry.network;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.fabric.FabricNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `up`: the network in the background. */
@Command(name = "up", description = "Start in the background, wait until ready, print the endpoints.")
final class UpCommand implements Callable<Integer> {
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Mixin
    private NetworkMain.ContractOption contract = new NetworkMain.ContractOption();

    @Mixin
    private NetworkMain.FabricOption fabric = new NetworkMain.FabricOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, FabricNotFoundException {
        PrintWriter out = Output.of(spec);
        NetworkHome home = homeOption.home();
        if (fabric.isWanted()) {
            new FabricLauncher(home, out).up(fabric.orderer(), contract.code());
        } else {
            upDevelopment(home, out);
        }
        NetworkFile file = NetworkFile.read(home.networkFile());
        for (String mspId : Topology.PEERS) {
            Output.line(out, mspId + " " + file.gatewayAddress(mspId));
        }
        Output.line(out, "ready");
        return 0;
    }

    private void upDevelopment(NetworkHome home, PrintWriter out) throws IOException, InterruptedException {
        FabricLauncher.refuseIn(home);
        if (!StatusCommand.isReady(home)) {
            home.createFolders();
            Output.line(out, RunCommand.WARNING);
            awaitReady(home, launch(home));
        }
    }

    private Process launch(NetworkHome home) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NetworkMain.class.getName(), "run"));
        command.addAll(List.of("--home", home.folder().toString(), "--contract-class", contract.mainClass()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.networkLog().toFile()))
                .start();
    }

    private static void awaitReady(NetworkHome home, Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isMarked(home, process.pid())) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroy();
                throw new IOException("the network did not become ready; the end of " + home.networkLog() + " says: "
                        + lastLine(home));
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private static boolean isMarked(NetworkHome home, long pid) throws IOException {
        return Files.exists(home.readyMark())
                && Files.readString(home.readyMark()).equals(Long.toString(pid));
    }

    private static String lastLine(NetworkHome home) throws IOException {
        List<String> lines = Files.readAllLines(home.networkLog());
        return lines.isEmpty() ? "nothing" : lines.getLast();
    }
}
