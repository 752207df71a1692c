package org.loanregistry.registry.sharing.reconciliation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements and differences as the API's JSON shows them; absent fields are left out. */
final class StatementTree {
    private StatementTree() {}

    static Map<String, Object> of(Statement one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("reconciliationId", one.id().toString());
        tree.put("lender", one.lender());
        tree.put("asOf", one.asOf().toString());
        tree.put("state", one.state().name());
        tree.put("fileHash", one.fileHash().toHex());
        tree.put("positions", (long) one.positions());
        tree.put("loans", (long) one.loans());
        tree.put("agreed", (long) one.agreed());
        Map<String, Object> counts = new LinkedHashMap<>();
        one.counts().forEach((cause, count) -> counts.put(cause.name(), (long) count));
        tree.put("differences", counts);
        tree.put("differencesHash", one.differencesHash().toHex());
        tree.put("submitter", one.submitter());
        tree.put("comparedAt", one.comparedAt().toString());
        tree.put(
                "confirmations",
                one.confirmations().stream().map(StatementTree::confirmation).toList());
        Statement.Logged logged = one.record();
        if (logged != null) {
            tree.put("recordId", logged.recordId().toString());
            tree.put("leafHash", logged.leafHash().toBase64());
        }
        return tree;
    }

    private static Map<String, Object> confirmation(Statement.Confirmation one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("party", one.party().name());
        tree.put("organisation", one.organisation());
        tree.put("at", one.at().toString());
        return tree;
    }

    static Map<String, Object> of(Difference one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cause", one.cause().name());
        tree.put("tenant", one.tenant());
        tree.put("contractNumber", one.contractNumber());
        if (one.contractId() != null) {
            tree.put("contractId", one.contractId().toString());
        }
        put(tree, "registry", one.registry());
        put(tree, "bank", one.bank());
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, @Nullable Side side) {
        if (side != null) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("currency", side.currency());
            members.put("principalMinor", side.principalMinor());
            if (side.lastOn() != null) {
                members.put("lastRecordOn", side.lastOn().toString());
            }
            members.put("version", (long) side.version());
            tree.put(name, members);
        }
    }
}
