package org.loanregistry.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `upgrade`: this build's contract in the place of the one that serves. */
@Command(
        name = "upgrade",
        description = "Put this build's contract on the running network on Hyperledger Fabric; what is recorded stays.")
final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Mixin
    private NetworkMain.ContractOption contract = new NetworkMain.ContractOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Output.of(spec);
        new FabricLauncher(homeOption.home(), out).upgrade(contract.code());
        return 0;
    }
}
