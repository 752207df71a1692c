package org.loanregistry.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.fabric.FabricNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `kill`: ends one node as a power cut would; `restart` starts it again. */
@Command(
        name = "kill",
        description = "Kill one node of the network on Hyperledger Fabric (SIGKILL), to see the others go on.")
final class KillCommand implements Callable<Integer> {
    private static final String LEADER = "leader";

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Parameters(
            paramLabel = "NODE",
            description = "As `status` names it, for example BankA-peer; or `leader`: the orderer that leads.")
    private String node = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NetworkHome home = homeOption.home();
        if (!FabricNetwork.exists(home.folder())) {
            throw new IOException("there is no network on Hyperledger Fabric in " + home.folder());
        }
        FabricNetwork network = FabricLauncher.open(home);
        String name = node.equals(LEADER) ? network.leader() : node;
        network.kill(name);
        Output.line(Output.of(spec), "killed " + name);
        return 0;
    }
}
