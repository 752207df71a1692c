package org.loanregistry.transparency.agreement;

import java.util.ArrayList;
import java.util.List;

/**
 * A proposed change with the banks that approved it, in the order in which they did; the first proposed it. Format:
 * docs/formats.md, section 9.
 *
 * @param change what is proposed
 * @param approvals one a bank, at least one
 * @param effective whether the last approval made the change effective
 */
public record Proposal(Change change, List<Approval> approvals, boolean effective) {
    private static final String FIRST_LINE = "loanreg proposal v1";
    private static final String CHANGE = "\n\n";

    /**
     * One bank's consent.
     *
     * @param bank its MSP id
     * @param transactionId the transaction in which its admin gave it, 64 lower-case hex digits
     */
    public record Approval(String bank, String transactionId) {}

    /** Refuses a proposal that nobody made, and a bank that approves twice. */
    public Proposal {
        approvals = List.copyOf(approvals);
        if (approvals.isEmpty()
                || approvals.stream().map(Approval::bank).distinct().count() < approvals.size()) {
            throw new AgreementException("got " + approvals.size() + " approvals, want at least one, and one a bank");
        }
    }

    /** Parses exactly what {@link #toText} prints. */
    public static Proposal parse(String text) {
        int blank = text.indexOf(CHANGE);
        if (blank < 0) {
            throw new AgreementException("proposal: no blank line");
        }
        Change change = Change.parse(text.substring(blank + CHANGE.length()));
        return AgreementText.parse("proposal", text.substring(0, blank + 1), lines -> {
            lines.line(FIRST_LINE);
            lines.line("id " + change.id());
            boolean effective = lines.isNext("effective yes");
            lines.line(effective ? "effective yes" : "effective no");
            return new Proposal(change, lines.all("approval", Proposal::approval), effective);
        });
    }

    private static Approval approval(String value) {
        String[] parts = value.split(" ", -1);
        if (parts.length != 2) {
            throw new AgreementException("proposal: an approval line holds a bank and a transaction");
        }
        return new Approval(parts[0], parts[1]);
    }

    /** The text as it stands on the ledger, and the answer to a proposal and to an approval. */
    public String toText() {
        StringBuilder text = new StringBuilder(FIRST_LINE + "\nid " + id() + "\n");
        text.append(effective ? "effective yes\n" : "effective no\n");
        for (Approval approval : approvals) {
            text.append("approval ")
                    .append(approval.bank())
                    .append(' ')
                    .append(approval.transactionId())
                    .append('\n');
        }
        return text.append('\n').append(change.toText()).toString();
    }

    /** The id of the change. */
    public String id() {
        return change.id();
    }

    /** Whether this bank approved. */
    public boolean isApprovedBy(String bank) {
        return approvals.stream().anyMatch(approval -> approval.bank().equals(bank));
    }

    /** The proposal with one approval more, which may make it effective. */
    public Proposal with(Approval approval, boolean nowEffective) {
        List<Approval> more = new ArrayList<>(approvals);
        more.add(approval);
        return new Proposal(change, more, nowEffective);
    }

    /** The proposal as it stood right after this bank's approval: what the bank was answered then. */
    public Proposal asApprovedBy(String bank) {
        List<Approval> until = new ArrayList<>();
        for (Approval approval : approvals) {
            until.add(approval);
            if (approval.bank().equals(bank)) {
                break;
            }
        }
        return new Proposal(change, until, effective && until.size() == approvals.size());
    }
}
