package org.loanregistry.registry.sharing.console;

import java.util.List;

/** A loan that the lender funds: its line, who else funds it, everything recorded of it, oldest first. */
public record Loan(LoanLine line, List<Funder> funders, List<TimeLine> records) {
    /** A funder and its share, minor units. */
    public record Funder(String lender, long shareMinor) {}
}
