package org.loanregistry.registry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The registry's command line; {@code ./loanreg} calls it. */
@Command(
        name = "registry",
        description = "The loan registry's service and its tools.",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, ImportCommand.class})
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
