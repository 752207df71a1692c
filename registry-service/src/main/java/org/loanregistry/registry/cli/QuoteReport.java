package org.loanregistry.registry.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.registry.loan.Money;
import org.loanregistry.registry.loan.calculator.Calculator;
import org.loanregistry.registry.loan.calculator.CostTable;
import org.loanregistry.registry.loan.calculator.LoanTerms;
import org.loanregistry.registry.loan.calculator.Plan;
import org.loanregistry.registry.loan.calculator.PlanLine;
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
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("calculator", Calculator.VERSION);
        tree.put("currency", terms.currency().getCurrencyCode());
        tree.put("principalMinor", table.principalMinor());
        tree.put("netMinor", table.netMinor());
        tree.put("interestMinor", plan.interest());
        tree.put("chargesMinor", table.totalMinor() - plan.interest());
        tree.put("totalDueMinor", plan.total());
        tree.put("nominalAnnualCost", table.annual().nominal().toPlainString());
        tree.put("effectiveAnnualCost", table.annual().effective().toPlainString());
        tree.put("costTable", table.toText());
        tree.put("costTableSha256", table.hash().toHex());
        List<Object> lines = new ArrayList<>();
        for (PlanLine line : plan.lines()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("number", line.number());
            one.put("dueDate", line.period().to().toString());
            one.put("amountMinor", line.amount());
            one.put("principalMinor", line.principal());
            one.put("interestMinor", line.interest());
            one.put("chargeMinor", line.charge());
            one.put("balanceAfterMinor", line.balanceAfter());
            lines.add(one);
        }
        tree.put("schedule", lines);
        return CanonicalJson.write(tree) + "\n";
    }
}
