package org.loanregistry.registry.loan.calculator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A quote as JSON shows it, on the command line and over HTTP; amounts in minor units, rates as decimal text. */
public final class QuoteTree {
    private QuoteTree() {}

    /** The quote of a loan; interest goes to {@code lender}. */
    public static Map<String, Object> of(LoanTerms terms, String lender) {
        return of(Calculator.plan(terms), CostTable.of(terms, lender));
    }

    /** The quote of a plan with its cost table. */
    public static Map<String, Object> of(Plan plan, CostTable table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("calculator", Calculator.VERSION);
        tree.put("currency", table.currency());
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
        return tree;
    }
}
