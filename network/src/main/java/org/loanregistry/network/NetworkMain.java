package org.loanregistry.network;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.contract.NotConnectedException;
import org.loanregistry.network.fabric.ContractCode;
import org.loanregistry.network.fabric.FabricNotFoundException;
import org.loanregistry.network.fabric.OrdererType;
import org.loanregistry.network.ledger.CorruptLedgerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the networks. Exit status: 0 done, 1 not running or failed, 2 wrong usage, 3 no Fabric found. */
@Command(
        name = "network",
        description =
                "Four organisations on one machine: by default a development network (Fabric's protocols in one process,"
                        + " without consensus), with --fabric a network of Hyperledger Fabric's own programs.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            FabricCommand.class,
            UpgradeCommand.class,
            KillCommand.class,
            RestartCommand.class
        })
public final class NetworkMain {
    private static final int NO_FABRIC = 3;

    private NetworkMain() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new NetworkMain()).setCaseInsensitiveEnumValuesAllowed(true);
        return commands.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof FabricNotFoundException) {
                line.getErr().println("network: " + failure.getMessage());
                line.getErr().flush();
                return NO_FABRIC;
            }
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

        @Option(names = "--contract-question", hidden = true, defaultValue = "Members")
        private String question = "Members";

        String mainClass() {
            return mainClass;
        }

        /** What this program itself runs with: the contract is among it. */
        ContractCode code() {
            List<Path> classPath = Stream.of(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry).toAbsolutePath())
                    .toList();
            return new ContractCode(mainClass, classPath, question);
        }
    }

    /** Whether, and how, to run Hyperledger Fabric itself. */
    static final class FabricOption {
        @Option(names = "--fabric", description = "Run Hyperledger Fabric's own programs, from FABRIC_HOME or PATH.")
        private boolean wanted;

        @Option(
                names = "--orderer",
                description =
                        "With --fabric, who orders: bft (all four organisations, the default) or raft (one node).")
        private @Nullable OrdererType orderer;

        /** Whether it is wanted; an orderer without it is an error. */
        boolean isWanted() throws IOException {
            if (orderer != null && !wanted) {
                throw new IOException("--orderer goes with --fabric: the development network has no orderers");
            }
            return wanted;
        }

        Optional<OrdererType> orderer() {
            return Optional.ofNullable(orderer);
        }
    }
}
