package org.loanregistry.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.fabric.FabricInstallation;
import org.loanregistry.network.fabric.FabricNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `fabric`: which installation `--fabric` would use. */
@Command(
        name = "fabric",
        description =
                "Say which Hyperledger Fabric --fabric uses; exit status 3, and how to install it, if there is none.")
final class FabricCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, FabricNotFoundException {
        FabricInstallation found = FabricInstallation.find(System.getenv());
        Output.line(Output.of(spec), "Hyperledger Fabric " + found.version() + " in " + found.bin());
        return 0;
    }
}
