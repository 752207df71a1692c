package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.error.Conflict;
import org.loanregistry.registry.error.NotFound;
import org.loanregistry.registry.identity.Caller;

/** Shows a loan to those who fund it and to the operator. The borrower stands in it as a random id, which says nothing. */
@Singleton
final class LoanReader {
    private final Database database;
    private final ShareStandings standings;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final BalanceStore balances = new BalanceStore();

    LoanReader(Database database, ShareStandings standings) {
        this.database = database;
        this.standings = standings;
    }

    /** The loan of this contract id. */
    Map<String, Object> byId(Caller caller, String contractId) {
        UUID id;
        try {
            id = UUID.fromString(contractId);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
        return caller.read(database, tx -> only(tx, caller, contracts.byIds(tx, List.of(id))));
    }

    /** The loan of this contract number, at this tenant if one is named. */
    Map<String, Object> byNumber(Caller caller, String number, @Nullable String tenant) {
        return caller.read(
                database,
                tx -> only(
                        tx,
                        caller,
                        contracts.byNumber(tx, number).stream()
                                .filter(one -> tenant == null
                                        || one.row().terms().tenant().equals(tenant))
                                .toList()));
    }

    private Map<String, Object> only(Transaction tx, Caller caller, List<SealedRecord<RecordedContract>> found) {
        var visible = found.stream()
                .filter(one -> standings.maySee(caller, one.row()))
                .toList();
        if (visible.isEmpty()) {
            throw notFound();
        }
        if (visible.size() > 1) {
            throw new Conflict("Several lenders have a contract of this number; name one with lender=.");
        }
        return tree(
                tx,
                visible.getFirst(),
                ShareStandings.shown(caller, visible.getFirst().row()));
    }

    private static NotFound notFound() {
        return new NotFound("There is no such contract, or none that the caller may see.");
    }

    private Map<String, Object> tree(Transaction tx, SealedRecord<RecordedContract> contract, ShareStanding standing) {
        RecordedContract row = contract.row();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contractId", row.contractId().toString());
        tree.put("subjectId", row.stamp().subjectId().toString());
        tree.putAll(LoanTree.of(row.terms()));
        addStamp(tree, row.stamp(), contract);
        tree = LoanTree.within(standing, tree);
        Balance balance = balances.read(tx, List.of(row.contractId())).get(row.contractId());
        if (balance != null && standing.showsAll(ShareStanding.FIGURES)) {
            tree.put(
                    "balance",
                    Map.of(
                            "principalOutstandingMinor", balance.principalOutstanding(),
                            "interestOutstandingMinor", balance.interestOutstanding(),
                            "paidMinor", balance.paid(),
                            "excessMinor", balance.excess()));
        }
        List<Object> paid = new ArrayList<>();
        for (var one : repayments.ofContract(tx, row.contractId())) {
            paid.add(LoanTree.within(standing, repayment(one)));
        }
        tree.put("repayments", paid);
        return tree;
    }

    static Map<String, Object> repayment(SealedRecord<RecordedRepayment> one) {
        RecordedRepayment row = one.row();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("repaymentId", row.repaymentId().toString());
        tree.putAll(LoanTree.of(row.terms()));
        tree.put("principalMinor", row.split().principal());
        tree.put("interestMinor", row.split().interest());
        tree.put("excessMinor", row.split().excess());
        tree.put("principalOutstandingMinor", row.principalOutstandingMinor());
        String rule = row.splitRule();
        if (rule != null) {
            tree.put("splitRule", rule);
        }
        addStamp(tree, row.stamp(), one);
        return tree;
    }

    private static void addStamp(Map<String, Object> tree, Stamp stamp, SealedRecord<?> one) {
        tree.put("flags", stamp.flagNames());
        tree.put("rowVersion", stamp.rowVersion());
        tree.put("recordId", stamp.recordId().toString());
        tree.put("recordedAt", stamp.recordedAt().toString());
        tree.put("leafHash", one.leafHash().toBase64());
    }
}
