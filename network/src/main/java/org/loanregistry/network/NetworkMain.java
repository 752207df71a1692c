package org.loanregistry.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.contract.NotConnectedException;
import org.loanregistry.network.ledger.CorruptLedgerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the development network. Exit status: 0 done, 1 not running or failed, 2 wrong usage. */
@Command(
        name = "network",
        description = "A development network: Fabric's protocols in one process, without consensus.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, UpCommand.class, DownCommand.class, StatusCommand.class, LogsCommand.class})
public final class NetworkMain {
    private NetworkMain() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new NetworkMain()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof IOException
                    || failure instanceof CorruptLedgerException
                    || failure instanceof NotConnectedException) {
                line.getErr().println("network: " + failure.getMessage());
                line.getErr().flush();
                return 1;
            }
            throw failure;
        });
    }

    /** Options that every command has. */
    static final class HomeOption {
        @Option(
                names = "--home",
                description = "Folder of the network (default: $LOANREG_HOME/network, or .loanreg/network).")
        private @Nullable Path given;

        NetworkHome home() {
            Path parent =
                    Path.of(Optional.ofNullable(System.getenv("LOANREG_HOME")).orElse(".loanreg"));
            return new NetworkHome(given == null ? parent.resolve("network") : given);
        }
    }

    /** Which contract to launch; another than the registry's in tests. */
    static final class ContractOption {
        @Option(names = "--contract-class", hidden = true, defaultValue = NetworkSettings.REGISTRY_CONTRACT)
        private String mainClass = NetworkSettings.REGISTRY_CONTRACT;

        String mainClass() {
            return mainClass;
        }
    }
}
