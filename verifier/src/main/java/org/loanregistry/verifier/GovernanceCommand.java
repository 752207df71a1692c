package org.loanregistry.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.Proposal;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.verifier.witness.Equivocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governance}: what the banks decide together on the ledger. */
@Command(
        name = "governance",
        mixinStandardHelpOptions = true,
        subcommands = ProposeCommand.class,
        description = {
            "What the banks decide together: logs, their keys and witnesses, who is a member.",
            "A change is effective once admins of a majority of the banks have approved it."
        })
final class GovernanceCommand {
    static final String EXIT_STATUS =
            "Exit status: 0 done, also if it was before; 1 refused; 2 the outcome is unknown.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = {"Approve a proposal as a bank's admin, after reading it (list, show).", EXIT_STATUS})
    int approve(@Mixin OwnPeer peer, @Parameters(paramLabel = "ID", description = "The proposal.") String id) {
        try (AnchorLedger ledger = peer.connect()) {
            return new GovernanceOutcome(out(), ledger).tell(ledger.governance().approve(id));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The newest fifty proposals, newest first.")
    int list(@Mixin OwnPeer peer) {
        try (AnchorLedger ledger = peer.connect()) {
            ledger.governance().proposals().forEach(proposal -> show(ledger, proposal));
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One proposal.")
    int show(@Mixin OwnPeer peer, @Parameters(paramLabel = "ID", description = "The proposal.") String id) {
        try (AnchorLedger ledger = peer.connect()) {
            show(
                    ledger,
                    ledger.governance()
                            .proposal(id)
                            .orElseThrow(() -> new IllegalArgumentException("nobody proposed " + id)));
            return 0;
        }
    }

    @Command(name = "members", mixinStandardHelpOptions = true, description = "The banks that govern.")
    int members(@Mixin OwnPeer peer) {
        try (AnchorLedger ledger = peer.connect()) {
            var members = ledger.governance().members();
            members.banks().forEach(out()::println);
            out().println("revision " + members.revision() + ", " + members.majority() + " must approve a change");
            return 0;
        }
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            description =
                    "What is agreed of each log: state, keys, witnesses, quorum, staleness, as the peer holds it.")
    int log(@Mixin OwnPeer peer) {
        try (AnchorLedger ledger = peer.connect()) {
            for (String origin : ledger.governance().logs()) {
                ledger.log(origin).ifPresent(log -> out().println(log.toText()));
            }
            return 0;
        }
    }

    @Command(
            name = "report-equivocation",
            mixinStandardHelpOptions = true,
            description = {
                "Report two trees of one size that a log signed, which freezes the log. Any bank may, alone.",
                EXIT_STATUS
            })
    int reportEquivocation(
            @Mixin OwnPeer peer,
            @Parameters(paramLabel = "FILE", description = "Both notes, as a witness keeps them in evidence/.")
                    Path file) {
        Equivocation evidence;
        try {
            evidence = Equivocation.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoteFormatException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        try (AnchorLedger ledger = peer.connect()) {
            SubmitOutcome outcome = ledger.reportEquivocation(
                    evidence.one().toText(), evidence.other().toText());
            return new GovernanceOutcome(out(), ledger).tell(outcome, answer -> {
                LogRegistration log = LogRegistration.parse(answer);
                out().println(log.state() + " " + log.origin());
            });
        }
    }

    private void show(AnchorLedger ledger, Proposal proposal) {
        out().println((proposal.effective() ? "EFFECTIVE " : "PROPOSED ") + proposal.id());
        new GovernanceOutcome(out(), ledger).show(proposal);
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
