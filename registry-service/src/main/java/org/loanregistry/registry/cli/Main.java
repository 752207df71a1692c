package org.loanregistry.registry.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.loanregistry.registry.cli.demo.ChaosCommand;
import org.loanregistry.registry.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The registry's command line; {@code ./loanreg} calls it. */
@Command(
        name = "registry",
        description = "The loan registry's service and its tools.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            KeysCommand.class,
            ExportCommand.class,
            QuoteCommand.class,
            DemoCommand.class,
            ChaosCommand.class
        })
public final class Main {
    /** Kept, for a logger that nobody holds forgets its level: gRPC tells of every transport otherwise. */
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        GRPC_LOG.setLevel(Level.WARNING);
        // "@FILE" names a file that holds a token; expanded as arguments, a mistake would print the token.
        System.exit(new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
