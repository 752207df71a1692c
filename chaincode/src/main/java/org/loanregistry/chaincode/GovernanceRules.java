package org.loanregistry.chaincode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.AgreementException;
import org.loanregistry.transparency.agreement.Change;
import org.loanregistry.transparency.agreement.Members;
import org.loanregistry.transparency.agreement.Proposal;

/**
 * How the banks govern: an admin of one bank proposes a change, admins of others approve it, and the approval that makes a
 * majority of the banks makes it effective in the same transaction. A bank's word counts once, whoever of its admins gives
 * it; proposing what another bank proposed is approving it. Each call returns its answer or throws a {@link Refusal}.
 */
final class GovernanceRules {
    static final String EVENT = "ProposalChanged";

    /** The most proposals that one answer lists. */
    private static final long PAGE = 50;

    private final LedgerState state;
    private final Registrations registrations;
    private final ChangeRules changes;

    GovernanceRules(LedgerState state) {
        this.state = state;
        this.registrations = new Registrations(state);
        this.changes = new ChangeRules(state, registrations);
    }

    /** Proposes a change by its text; the same again, by the same bank, gets the first answer. */
    String propose(String changeText) {
        String bank = callersBank();
        Change change = change(changeText);
        Optional<Proposal> known = find(change.id());
        if (known.isPresent()) {
            return approve(known.get(), bank);
        }
        changes.requireApplicable(change);
        long position = count();
        state.put(StateKey.proposalAt(position), change.id());
        state.put(StateKey.proposalCount(), Long.toString(position + 1));
        return write(new Proposal(change, List.of(approval(bank)), false));
    }

    /** Approves a proposal by its id; the same again, by the same bank, gets the first answer. */
    String approve(String proposalId) {
        String bank = callersBank();
        return approve(require(proposalId), bank);
    }

    /** One proposal. */
    String proposal(String proposalId) {
        return require(proposalId).toText();
    }

    /** The ids of the newest proposals, at most fifty, newest first, a line each. */
    String proposals() {
        long count = count();
        List<String> ids = new ArrayList<>();
        for (long position = count - 1; position >= Math.max(0, count - PAGE); position--) {
            ids.add(state.get(StateKey.proposalAt(position)).orElseThrow());
        }
        return ids.stream().map(id -> id + "\n").collect(Collectors.joining());
    }

    /** The banks. */
    String members() {
        return registrations.members().toText();
    }

    private String approve(Proposal proposal, String bank) {
        if (proposal.isApprovedBy(bank)) {
            return proposal.asApprovedBy(bank).toText();
        }
        if (proposal.effective()) {
            return proposal.toText();
        }
        changes.requireApplicable(proposal.change());
        Members members = registrations.members();
        boolean effective = proposal.approvals().size() + 1 >= members.majority();
        if (effective) {
            changes.apply(proposal.change());
        }
        return write(proposal.with(approval(bank), effective));
    }

    private String write(Proposal proposal) {
        String text = proposal.toText();
        state.put(StateKey.proposal(proposal.id()), text);
        state.emit(EVENT, text);
        return text;
    }

    private Proposal.Approval approval(String bank) {
        return new Proposal.Approval(bank, state.transactionId());
    }

    /** The bank whose admin calls. */
    private String callersBank() {
        Caller caller = state.caller();
        if (!caller.isAdmin() || !registrations.members().banks().contains(caller.mspId())) {
            throw new Refusal(Code.NOT_ALLOWED, "only an admin of a member bank proposes and approves changes");
        }
        return caller.mspId();
    }

    private Optional<Proposal> find(String id) {
        return state.get(StateKey.proposal(id)).map(Proposal::parse);
    }

    private Proposal require(String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw new Refusal(Code.BAD_ARGUMENT, "a proposal's id is 64 lower-case hex digits");
        }
        return find(id).orElseThrow(() -> new Refusal(Code.UNKNOWN_PROPOSAL, "nobody proposed " + id));
    }

    private long count() {
        return state.get(StateKey.proposalCount()).map(Long::parseLong).orElse(0L);
    }

    private static Change change(String text) {
        try {
            return Change.parse(text);
        } catch (AgreementException e) {
            throw new Refusal(Code.BAD_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }
}
