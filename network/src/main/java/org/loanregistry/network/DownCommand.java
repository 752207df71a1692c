package org.loanregistry.network;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.fabric.FabricNetwork;
import org.loanregistry.network.process.ProcessFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `down`: ends a network that runs in the background, and what a killed one left running. */
@Command(name = "down", description = "Stop the network; what it recorded stays.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NetworkHome home = homeOption.home();
        ProcessFile network = new ProcessFile(home.networkPid());
        boolean wasRunning = !network.running().isEmpty();
        network.stopAll(PATIENCE);
        new ProcessFile(home.contractPids()).stopAll(PATIENCE);
        wasRunning |= FabricNetwork.stop(home.folder());
        Files.deleteIfExists(home.readyMark());
        Output.line(Output.of(spec), wasRunning ? "stopped" : "was not running");
        return 0;
    }
}
