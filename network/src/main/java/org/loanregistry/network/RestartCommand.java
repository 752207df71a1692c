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

/** `restart`: starts one node that was killed. */
@Command(
        name = "restart",
        description =
                "Start one node of the network on Hyperledger Fabric that does not run, and wait until it is well.")
final class RestartCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Parameters(paramLabel = "NODE", description = "As `status` names it, for example BankA-peer.")
    private String node = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        NetworkHome home = homeOption.home();
        if (!FabricNetwork.exists(home.folder())) {
            throw new IOException("there is no network on Hyperledger Fabric in " + home.folder());
        }
        FabricLauncher.open(home).restart(node);
        Output.line(Output.of(spec), "started " + node);
        return 0;
    }
}
