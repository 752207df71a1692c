package org.loanregistry.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.process.ProcessFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `run`: the network in the foreground until SIGTERM or Ctrl-C. */
@Command(name = "run", description = "Run in the foreground; prints 'ready' when every gateway answers.")
final class RunCommand implements Callable<Integer> {
    static final String WARNING =
            "development network: one process, no consensus; whoever runs it could rewrite all of it";

    /** Kept here because the logging system forgets a logger that nobody holds. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Mixin
    private NetworkMain.ContractOption contract = new NetworkMain.ContractOption();

    @Mixin
    private NetworkMain.FabricOption fabric = new NetworkMain.FabricOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        GRPC.setLevel(Level.WARNING);
        PrintWriter out = Output.of(spec);
        NetworkHome home = homeOption.home();
        if (fabric.isWanted()) {
            new FabricLauncher(home, out).run(fabric.orderer(), contract.code());
            return 0;
        }
        FabricLauncher.refuseIn(home);
        Output.line(out, WARNING);
        DevelopmentNetwork network = DevelopmentNetwork.start(NetworkSettings.of(home.folder(), contract.mainClass()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(home, network, stopped)));
        new ProcessFile(home.networkPid()).write(List.of(ProcessHandle.current()));
        Files.writeString(
                home.readyMark(), Long.toString(ProcessHandle.current().pid()));
        for (String mspId : network.organisations()) {
            Output.line(out, mspId + " " + network.address(mspId));
        }
        Output.line(out, "ready");
        stopped.await();
        return 0;
    }

    private static void stop(NetworkHome home, DevelopmentNetwork network, CountDownLatch stopped) {
        try {
            Files.deleteIfExists(home.readyMark());
        } catch (IOException e) {
            GRPC.warning("the mark of readiness stays: " + e.getMessage());
        }
        network.close();
        stopped.countDown();
    }
}
