package org.loanregistry.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.Members;
import org.loanregistry.transparency.agreement.Proposal;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * How banks govern the ledger, seen through one organisation's own peer. A change is effective with the approval that makes
 * a majority of the banks; it may be proposed and approved by admins of member banks. Repeating either is answered as the
 * first time.
 */
public final class Governance {
    private final Submission submission;
    private final Questions questions;

    Governance(Submission submission, Questions questions) {
        this.submission = submission;
        this.questions = questions;
    }

    /**
     * Proposes a change, or approves it if another bank proposed it. Committed with the text of the {@link Proposal}.
     *
     * @throws LedgerUnavailableException if it was not endorsed and nothing was written
     */
    public SubmitOutcome propose(Change change) {
        return submission.submitThroughConflicts("Propose", change.toText());
    }

    /**
     * Approves a proposal by its id. Committed with the text of the {@link Proposal}.
     *
     * @throws LedgerUnavailableException if it was not endorsed and nothing was written
     */
    public SubmitOutcome approve(String proposalId) {
        return submission.submitThroughConflicts("Approve", proposalId);
    }

    /**
     * The proposal of this id, if there is one.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<Proposal> proposal(String id) {
        return questions.ask(Proposal::parse, "Proposal", id);
    }

    /**
     * The newest proposals, at most fifty, newest first.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public List<Proposal> proposals() {
        List<Proposal> proposals = new ArrayList<>();
        questions
                .ask(Governance::lines, "Proposals")
                .orElse(List.of())
                .forEach(id -> proposal(id).ifPresent(proposals::add));
        return proposals;
    }

    /**
     * The banks.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Members members() {
        return questions.ask(Members::parse, "Members").orElseThrow();
    }

    /**
     * The origins of all registered logs, oldest first.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public List<String> logs() {
        return questions.ask(Governance::lines, "Logs").orElse(List.of());
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : StrictText.lines(text);
    }
}
