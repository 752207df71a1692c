package org.loanregistry.verifier;

import java.util.List;
import java.util.function.Function;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.note.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance propose}: one subcommand a kind of change. */
@Command(
        name = "propose",
        mixinStandardHelpOptions = true,
        description = {
            "Propose a change as a bank's admin; that is also the bank's approval.",
            "The change is shown with its id: admins of other banks approve that id.",
            GovernanceCommand.EXIT_STATUS
        })
final class ProposeCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Command(
            name = "register-log",
            mixinStandardHelpOptions = true,
            description = "A new log: its key, and on what terms its heads count. Without witnesses the quorum is 0,"
                    + " which is for development only.")
    int registerLog(
            @Mixin OwnPeer peer,
            @Mixin TermsOptions terms,
            @Option(names = "--vkey", required = true, paramLabel = "VKEY|@FILE", description = "The log's public key.")
                    List<String> keys) {
        return propose(
                peer,
                ledger ->
                        new Change.RegisterLog(ledger.governance().members().revision(), logKeys(keys), terms.terms()));
    }

    @Command(
            name = "rotate-keys",
            mixinStandardHelpOptions = true,
            description = "Other keys of a log, in place of all that it had: give old and new, and later the new one.")
    int rotateKeys(
            @Mixin OwnPeer peer,
            @Option(
                            names = "--vkey",
                            required = true,
                            paramLabel = "VKEY|@FILE",
                            description = "A public key of the log; repeatable.")
                    List<String> keys) {
        LogKeys logKeys = logKeys(keys);
        return propose(
                peer,
                ledger -> new Change.RotateKeys(
                        ledger.governance().members().revision(),
                        registered(ledger, logKeys.origin()).revision(),
                        logKeys));
    }

    @Command(
            name = "set-terms",
            mixinStandardHelpOptions = true,
            description = "Other witnesses of a log, another quorum, staleness or interval; the rest stays as agreed.")
    int setTerms(
            @Mixin OwnPeer peer,
            @Mixin TermsOptions terms,
            @Parameters(paramLabel = "ORIGIN", description = "The log.") String origin) {
        return propose(peer, ledger -> {
            LogRegistration log = registered(ledger, origin);
            return new Change.SetTerms(
                    ledger.governance().members().revision(), origin, log.revision(), terms.changed(log.terms()));
        });
    }

    @Command(
            name = "close-log",
            mixinStandardHelpOptions = true,
            description = "A log takes no more heads; only its next generation may follow.")
    int closeLog(@Mixin OwnPeer peer, @Parameters(paramLabel = "ORIGIN", description = "The log.") String origin) {
        return propose(
                peer,
                ledger -> new Change.CloseLog(
                        ledger.governance().members().revision(),
                        origin,
                        registered(ledger, origin).revision()));
    }

    @Command(name = "admit-bank", mixinStandardHelpOptions = true, description = "A bank joins those that govern.")
    int admitBank(@Mixin OwnPeer peer, @Parameters(paramLabel = "MSPID", description = "The bank.") String bank) {
        return propose(
                peer,
                ledger -> new Change.AdmitBank(ledger.governance().members().revision(), bank));
    }

    @Command(name = "dismiss-bank", mixinStandardHelpOptions = true, description = "A bank leaves those that govern.")
    int dismissBank(@Mixin OwnPeer peer, @Parameters(paramLabel = "MSPID", description = "The bank.") String bank) {
        return propose(
                peer,
                ledger -> new Change.DismissBank(ledger.governance().members().revision(), bank));
    }

    private int propose(OwnPeer peer, Function<AnchorLedger, Change> change) {
        try (AnchorLedger ledger = peer.connect()) {
            var told = new GovernanceOutcome(command.commandLine().getOut(), ledger);
            return told.tell(ledger.governance().propose(change.apply(ledger)));
        }
    }

    private LogKeys logKeys(List<String> texts) {
        return new LogKeys(texts.stream()
                .map(text -> VerifierKey.parse(TextOrFile.read(command, text)))
                .toList());
    }

    private static LogRegistration registered(AnchorLedger ledger, String origin) {
        return ledger.log(origin).orElseThrow(() -> new IllegalArgumentException("no log is registered as " + origin));
    }
}
