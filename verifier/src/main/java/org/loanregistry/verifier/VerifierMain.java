package org.loanregistry.verifier;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.loanregistry.ledger.LedgerRefusedException;
import org.loanregistry.ledger.LedgerUnavailableException;
import org.loanregistry.transparency.agreement.AgreementException;
import org.loanregistry.transparency.note.NoteFormatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The partner bank's own tool: it verifies what the registry gave, trusting neither the registry nor its keys. */
@Command(
        name = "loanreg-verifier",
        mixinStandardHelpOptions = true,
        version = "loanreg-verifier 0.1.0",
        description = "Verify loan records that a registry shared, against the log that the banks anchored.")
public final class VerifierMain {
    // Held here, for a logger that nobody holds forgets its level.
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    private VerifierMain() {}

    /** Runs one command and exits with its status: 0, 1 or 2. */
    public static void main(String[] args) {
        // Netty does as well without sun.misc.Unsafe, and JDK 25 warns of it on every bank's screen.
        System.setProperty("io.grpc.netty.shaded.io.netty.noUnsafe", "true");
        GRPC_LOG.setLevel(Level.WARNING);
        System.exit(commandLine(InstantSource.system()).execute(args));
    }

    /** Its commands as picocli knows them, for whoever runs one inside its own process. */
    public static CommandLine commandLine(InstantSource clock) {
        return new CommandLine(new VerifierMain())
                .addSubcommand(new VerifyCommand(clock))
                .addSubcommand(new FollowCommand(clock))
                .addSubcommand(new AccessReportCommand(clock))
                .addSubcommand(new DisclosureCommand(clock))
                .addSubcommand(new GovernanceCommand())
                .addSubcommand(new WitnessCommand(clock))
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (!isForeseen(failure)) {
                        throw failure;
                    }
                    command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
                    return Tally.UNREADABLE;
                });
    }

    /** What the world outside can do to us; anything else is a bug and shows itself. */
    private static boolean isForeseen(Exception failure) {
        return failure instanceof LedgerUnavailableException
                || failure instanceof LedgerRefusedException
                || failure instanceof FeedUnavailableException
                || failure instanceof UncheckedIOException
                || failure instanceof NoteFormatException
                || failure instanceof AgreementException
                || failure instanceof IllegalArgumentException;
    }
}
