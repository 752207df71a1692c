package org.loanregistry.registry.cli;

import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.CostTable;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Plan;
import org.loanregistry.registry.loan.calculator.PlanLine;
import org.loanregistry.registry.loan.calculator.QuoteTree;
import org.loanregistry.transparency.record.CanonicalJson;

/** A quote to be read, by people or by programs. */
record QuoteReport(LoanTerms terms, Plan plan, CostTable table) {

    static QuoteReport of(LoanTerms terms, String lender) {
        return new QuoteReport(terms, Calculator.plan(terms), CostTable.of(terms, lender));
    }

    String toText() {
        var text = new StringBuilder();
        schedule(text);
        text.append('\n');
        total(text, "principal", table.principalMinor());
        if (table.netMinor() != table.principalMinor()) {
            total(text, "received at the start", table.netMinor());
        }
        for (CostTable.Item item : table.items()) {
            total(text, item.name() + " (" + item.standard() + ")", item.totalMinor());
        }
        total(text, "all-in cost", table.totalMinor());
        text.append("all-in annual cost: nominal (simple) %s, effective (compound) %s%n"
                .formatted(
                        QuoteCommand.percent(table.annual().nominal()),
                        QuoteCommand.percent(table.annual().effective())));
        for (CostTable.Contingent one : table.contingent()) {
            text.append("only if not paid as planned: %s (%s)%n".formatted(one.name(), one.standard()));
        }
        text.append("nothing else is charged; %s, cost table sha-256 %s%n"
                .formatted(Calculator.VERSION, table.hash().toHex()));
        return text.toString();
    }

    private void schedule(StringBuilder text) {
        boolean charges = plan.charges() > 0;
        text.append("%4s  %-10s %14s %14s %12s%s %14s%n"
                .formatted(
                        "no",
                        "due",
                        "amount",
                        "principal",
                        "interest",
                        charges ? " %12s".formatted("charges") : "",
                        "balance"));
        for (PlanLine line : plan.lines()) {
            text.append("%4d  %-10s %14s %14s %12s%s %14s%n"
                    .formatted(
                            line.number(),
                            line.period().to(),
                            shown(line.amount()),
                            shown(line.principal()),
                            shown(line.interest()),
                            charges ? " %12s".formatted(shown(line.charge())) : "",
                            shown(line.balanceAfter())));
        }
    }

    private void total(StringBuilder text, String name, long minor) {
        text.append(
                "%-72s %14s %s%n".formatted(name, shown(minor), terms.currency().getCurrencyCode()));
    }

    private String shown(long minor) {
        return new Money(minor, terms.currency()).toText();
    }

    String toJson() {
        return CanonicalJson.write(QuoteTree.of(plan, table)) + "\n";
    }
}
