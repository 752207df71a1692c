package org.loanregistry.registry.loan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contracts and repayments as the API's JSON shows them, nothing personal in it; absent fields are left out. */
final class LoanTree {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private LoanTree() {}

    static Map<String, Object> of(ContractTerms terms) {
        var tree = new LoanTree();
        tree.put("contractNumber", terms.number());
        tree.put("lenderOfRecord", terms.lenderOfRecord());
        tree.put("funders", RecordValues.shareTrees(terms.shares()));
        tree.put("currency", terms.currency());
        tree.put("principalMinor", terms.principalMinor());
        tree.put("fundedMinor", terms.fundedMinor());
        tree.put(
                "annualRate",
                terms.annualRate() == null ? null : terms.annualRate().text());
        tree.put(
                "startDate",
                terms.startDate() == null ? null : terms.startDate().text());
        tree.put("term", terms.term() == null ? null : terms.term().text());
        tree.put("instalmentCount", terms.instalmentCount());
        tree.put("schedule", terms.schedule().stream().map(Instalment::toTree).toList());
        tree.put("chargeMinor", terms.chargeMinor());
        tree.put("totalDueMinor", terms.totalDueMinor());
        tree.put("status", terms.status());
        tree.put("closedAt", terms.closedAt() == null ? null : terms.closedAt().text());
        tree.put("provenance", terms.provenance());
        tree.put("attributes", terms.attributes());
        FrozenProduct product = terms.product();
        if (product != null) {
            tree.put("product", product.tree());
            tree.put("calculator", product.calculator());
            tree.put(
                    "costTableHash",
                    product.costTableHash() == null
                            ? null
                            : product.costTableHash().toHex());
            tree.put("ruleWarnings", product.ruleWarnings());
        }
        return tree.members;
    }

    /** What is shown of every record, whatever was agreed: random ids, its place, and where it is in the log. */
    private static final Set<String> FRAME =
            Set.of("contractId", "leafHash", "recordId", "recordedAt", "rowVersion", "subjectId", "superseded");

    /** Members whose values come out of a field of another name. */
    private static final Map<String, String> FIELD = Map.of("product", "productTerms", "splitRule", "interestMinor");

    /** The members of a record's tree that a lender is shown. */
    static Map<String, Object> within(ShareStanding standing, Map<String, Object> tree) {
        Map<String, Object> shown = new LinkedHashMap<>(tree);
        shown.keySet()
                .removeIf(name -> !FRAME.contains(name)
                        && !ShareStanding.ALWAYS.contains(name)
                        && !standing.shows(FIELD.getOrDefault(name, name)));
        return shown;
    }

    static Map<String, Object> of(RepaymentTerms terms) {
        var tree = new LoanTree();
        tree.put("repaymentNumber", terms.number());
        tree.put("currency", terms.currency());
        tree.put("amountMinor", terms.amountMinor());
        tree.put("principalMinor", terms.principalMinor());
        tree.put("interestMinor", terms.interestMinor());
        tree.put("excessMinor", terms.excessMinor());
        tree.put("paidAt", terms.paidAt().text());
        tree.put(
                "settledAt",
                terms.settledAt() == null ? null : terms.settledAt().text());
        tree.put("provenance", terms.provenance());
        tree.put("attributes", terms.attributes());
        return tree.members;
    }

    /** The names of the members that are not the same in both. */
    static List<String> differences(Map<String, Object> one, Map<String, Object> other) {
        List<String> names = new ArrayList<>();
        Map<String, Object> all = new LinkedHashMap<>(one);
        all.putAll(other);
        for (String name : all.keySet()) {
            if (!Objects.equals(one.get(name), other.get(name))) {
                names.add(name);
            }
        }
        return names;
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
