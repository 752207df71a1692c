package org.loanregistry.network;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** `run`: the network in the foreground until SIGTERM or Ctrl-C. */
@Command(name = "run", description = "Run in the foreground; prints 'ready' when every gateway answers.")
final class RunCommand implements Callable<Integer> {
    static final String WARNING =
            "development network: one process, no consensus; whoever runs it could rewrite all of it";

    @Mixin
    private NetworkMain.HomeOption homeOption = new NetworkMain.HomeOption();

    @Mixin
    private NetworkMain.ContractOption contract = new NetworkMain.ContractOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Output.of(spec);
        NetworkHome home = homeOption.home();
        Output.line(out, WARNING);
        DevelopmentNetwork network = DevelopmentNetwork.start(NetworkSettings.of(home.folder(), contract.mainClass()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            network.close();
            stopped.countDown();
        }));
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
}
