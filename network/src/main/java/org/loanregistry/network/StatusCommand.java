package org.loanregistry.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.fabric.FabricNetwork;
import org.loanregistry.network.fabric.NodeState;
import org.loanregistry.network.process.ProcessFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `status`: what runs and where. */
@Command(name = "status", description = "Say what runs and where; exit status 1 if the network is not ready.")
final class StatusCommand implements Callable<Integer> {
    private static final int TIMEOUT_MILLIS = 1_000;

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Output.of(spec);
        NetworkHome home = homeOption.home();
        if (!Files.exists(home.networkFile())) {
            Output.line(out, "no network in " + home.folder());
            return 1;
        }
        NetworkFile file = NetworkFile.read(home.networkFile());
        return file.isDevelopment() ? development(out, home, file) : fabric(out, home);
    }

    private static int fabric(PrintWriter out, NetworkHome home) throws IOException, InterruptedException {
        if (!FabricNetwork.exists(home.folder())) {
            Output.line(out, "not ready: the network is being made, or making it failed");
            return 1;
        }
        boolean allWell = true;
        for (NodeState node : FabricLauncher.open(home).states()) {
            allWell &= node.complaint().isEmpty();
            Output.line(
                    out,
                    node.name() + " 127.0.0.1:" + node.port() + " "
                            + node.complaint()
                                    .map(complaint -> "down: " + complaint)
                                    .orElse("up"));
        }
        Output.line(out, allWell ? "ready" : "not ready");
        return allWell ? 0 : 1;
    }

    private static int development(PrintWriter out, NetworkHome home, NetworkFile file) throws IOException {
        boolean allAnswer = isReady(home);
        for (String mspId : Topology.PEERS) {
            boolean gateway = answers(file.of(mspId).gateway());
            boolean contract = answers(file.of(mspId).contract());
            allAnswer &= gateway && contract;
            Output.line(
                    out,
                    mspId + " " + file.gatewayAddress(mspId) + " gateway " + (gateway ? "up" : "down") + ", contract "
                            + (contract ? "up" : "down"));
        }
        Output.line(out, allAnswer ? "ready" : "not ready");
        return allAnswer ? 0 : 1;
    }

    static boolean isReady(NetworkHome home) throws IOException {
        return Files.exists(home.readyMark())
                && !new ProcessFile(home.networkPid()).running().isEmpty();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(NetworkFile.address(port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
