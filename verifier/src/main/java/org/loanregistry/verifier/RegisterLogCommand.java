package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code register-log}: a bank's admin puts the log's key on the ledger. */
@Command(
        name = "register-log",
        mixinStandardHelpOptions = true,
        description = {
            "Register a log's key on the ledger, under its name, as a bank's admin.",
            "Exit status: 0 registered, also if it was before; 1 refused; 2 the outcome is unknown."
        })
final class RegisterLogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final KeyOption logKey = new KeyOption();

    @Mixin
    private final PeerOption peer = new PeerOption();

    @Override
    public Integer call() {
        VerifierKey key = logKey.key();
        if (!peer.isGiven()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--peer=PROFILE'");
        }
        PrintWriter out = command.commandLine().getOut();
        try (AnchorLedger ledger = peer.connect()) {
            return switch (ledger.registerLog(key.name(), key.toText())) {
                case SubmitOutcome.Committed(String transactionId, long blockNumber, var _) -> {
                    out.println(
                            "REGISTERED " + key.name() + " in block " + blockNumber + ", transaction " + transactionId);
                    yield 0;
                }
                case SubmitOutcome.Refused(String code, String sentence) -> {
                    out.println("REFUSED " + code + ": " + sentence);
                    yield 1;
                }
                case SubmitOutcome.Unknown(String transactionId, String detail) -> {
                    out.println("UNKNOWN outcome of transaction " + transactionId + ", ask again: " + detail);
                    yield 2;
                }
            };
        }
    }
}
