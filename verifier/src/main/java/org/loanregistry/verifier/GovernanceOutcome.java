package org.loanregistry.verifier;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.transparency.agreement.Proposal;

/** Says what became of a proposal, an approval or a report. */
record GovernanceOutcome(PrintWriter out, AnchorLedger ledger) {
    /** Tells of a proposal or an approval. */
    int tell(SubmitOutcome outcome) {
        return tell(outcome, answer -> {
            Proposal proposal = Proposal.parse(answer);
            out.println((proposal.effective() ? "EFFECTIVE " : "PROPOSED ") + proposal.id());
            show(proposal);
        });
    }

    /** Prints it and gives the exit status; where nobody could say, the same transaction is asked for once more. */
    int tell(SubmitOutcome outcome, Consumer<String> committed) {
        SubmitOutcome known = outcome instanceof SubmitOutcome.Unknown unknown ? ledger.ask(unknown) : outcome;
        return switch (known) {
            case SubmitOutcome.Committed(String transactionId, long blockNumber, String answer) -> {
                committed.accept(answer);
                out.println("in block " + blockNumber + ", transaction " + transactionId);
                yield 0;
            }
            case SubmitOutcome.Refused(String code, String sentence) -> {
                out.println("REFUSED " + code + ": " + sentence);
                yield 1;
            }
            case SubmitOutcome.Unknown(String transactionId, var _, String detail) -> {
                out.println("UNKNOWN outcome of transaction " + transactionId + ", run this again: " + detail);
                yield 2;
            }
        };
    }

    /** Prints all of a proposal but its id. */
    void show(Proposal proposal) {
        proposal.change().toText().lines().forEach(line -> out.println("  " + line));
        proposal.approvals().forEach(approval -> out.println("approved by " + approval.bank()));
        if (!proposal.effective()) {
            int wanted = ledger.governance().members().majority();
            out.println(proposal.approvals().size() + " of " + wanted + " approvals");
        }
    }
}
