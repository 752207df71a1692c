package org.loanregistry.registry.loan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.Allocation;
import org.loanregistry.registry.loan.account.Amounts;
import org.loanregistry.registry.loan.account.AutoRepay;
import org.loanregistry.registry.loan.account.LossSharing;
import org.loanregistry.registry.loan.account.Posting;
import org.loanregistry.registry.loan.account.SharedTotals;
import org.loanregistry.registry.loan.calculator.LargestRemainder;
import org.loanregistry.registry.loan.product.Guarantee;

/** The state of an account as the API's JSON shows it. */
final class AccountTree {
    private AccountTree() {}

    /** The figures, without instalments and postings. */
    static Map<String, Object> figures(AccountState state) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("asOf", state.asOf().toString());
        tree.put("limitMinor", state.limitMinor());
        tree.put("availableMinor", state.availableMinor());
        tree.put("drawnMinor", state.drawnMinor());
        tree.put("owed", amounts(state.owed()));
        tree.put("due", amounts(state.due()));
        tree.put("notDueInterestMinor", state.notDueInterest());
        tree.put("paid", amounts(state.paid()));
        tree.put("refundedMinor", state.refundedMinor());
        tree.put("creditMinor", state.creditMinor());
        tree.put("writtenOff", amounts(state.writtenOff()));
        tree.put("recovered", amounts(state.recovered()));
        tree.put("daysPastDue", state.daysPastDue());
        tree.put("assetClass", state.assetClass().name());
        if (state.closedOn() != null) {
            tree.put("closedOn", state.closedOn().toString());
        }
        if (state.autoRepay() != null) {
            tree.put("autoRepay", autoRepay(state.autoRepay()));
        }
        tree.put(
                "irregularities",
                state.irregularities().stream().map(Enum::name).sorted().toList());
        return tree;
    }

    static Map<String, Object> autoRepay(AutoRepay one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mandate", one.mandate().number());
        tree.put("since", one.since().toString());
        tree.put(
                "retryAfter",
                one.mandate().retryAfterDays().stream()
                        .map(days -> "P" + days + "D")
                        .toList());
        if (one.mandate().mostMinor() != null) {
            tree.put("mostMinor", one.mandate().mostMinor());
        }
        tree.put("tries", one.tries().stream().map(AccountTree::tried).toList());
        if (one.nextOn() != null) {
            tree.put("nextOn", one.nextOn().toString());
        }
        tree.put("askMinor", one.askMinor());
        tree.put("parts", one.parts().stream().map(AccountTree::part).toList());
        return tree;
    }

    private static Map<String, Object> tried(AutoRepay.Try one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("on", one.on().toString());
        tree.put("askedMinor", one.askedMinor());
        tree.put("collectedMinor", one.collectedMinor());
        tree.put("resultCode", one.resultCode());
        return tree;
    }

    private static Map<String, Object> part(AutoRepay.Part one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("drawdown", one.drawdown());
        tree.put("dueDate", one.due().toString());
        tree.put("applied", amounts(one.applied()));
        return tree;
    }

    static Map<String, Object> amounts(Amounts amounts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("costMinor", amounts.cost());
        tree.put("penaltyMinor", amounts.penalty());
        tree.put("interestMinor", amounts.interest());
        tree.put("chargeMinor", amounts.charge());
        tree.put("principalMinor", amounts.principal());
        return tree;
    }

    /** Everything with a due date, and each lender's part of it, so that the parts over all of them drift by no unit. */
    static List<Map<String, Object>> instalments(AccountState state, List<Share> shares) {
        List<Long> weights = shares.stream().map(Share::shareMinor).toList();
        var principal = new SharedTotals(weights);
        var rest = new SharedTotals(weights);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (AccountState.InstalmentState one : state.instalments()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("drawdown", one.drawdown());
            tree.put("dueDate", one.due().toString());
            tree.put("owed", amounts(one.owed()));
            tree.put("paid", amounts(one.paid()));
            tree.put("shares", shares(one.owed(), shares, principal, rest));
            lines.add(tree);
        }
        return lines;
    }

    /** The postings with before, applied and after, and each lender's share of what was applied. */
    static List<Map<String, Object>> postings(AccountState state, List<Share> shares) {
        List<Long> weights = shares.stream().map(Share::shareMinor).toList();
        var principal = new SharedTotals(weights);
        var rest = new SharedTotals(weights);
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Posting one : state.postings()) {
            Allocation allocation = one.allocation();
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("on", one.on().toString());
            tree.put("source", one.source().name());
            tree.put("before", amounts(allocation.before()));
            tree.put("applied", amounts(allocation.applied()));
            tree.put("after", amounts(allocation.after()));
            tree.put("restMinor", allocation.rest());
            tree.put("shares", shares(allocation.applied(), shares, principal, rest));
            trees.add(tree);
        }
        return trees;
    }

    /** What a guarantor stands in for and has paid; what it paid beyond that is said. */
    static Map<String, Object> guarantee(AccountState state, Guarantee guarantee) {
        long paid = state.postings().stream()
                .filter(one -> one.source() == Posting.Source.GUARANTEE)
                .mapToLong(one -> one.allocation().applied().total())
                .sum();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("guarantor", guarantee.guarantor());
        tree.put("coverMinor", guarantee.coverMinor());
        tree.put("paidMinor", paid);
        tree.put("leftMinor", Math.max(0, guarantee.coverMinor() - paid));
        tree.put("beyondCoverMinor", Math.max(0, paid - guarantee.coverMinor()));
        return tree;
    }

    /**
     * What each funder bears of what was written off and did not come back, and what it has to come from the others for it
     * ({@code settlementMinor}, below 0 if it has to pay): what it lost in cash, which is pro rata, less what it bears. The
     * settlements sum to 0.
     */
    static List<Map<String, Object>> losses(AccountState state, LossSharing sharing, List<Share> shares) {
        List<Long> weights = shares.stream().map(Share::shareMinor).toList();
        long loss = state.writtenOff().total() - state.recovered().total();
        List<Long> cash = LargestRemainder.split(loss, weights);
        List<Long> borne = sharing.bear(loss, weights);
        List<Map<String, Object>> trees = new ArrayList<>();
        for (int place = 0; place < weights.size(); place++) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("lender", shares.get(place).lender());
            tree.put("borneMinor", borne.get(place));
            tree.put("settlementMinor", cash.get(place) - borne.get(place));
            trees.add(tree);
        }
        return trees;
    }

    /**
     * One lender's part of the account: of what stands, by largest remainder; of what came in, the sum of its parts of the
     * postings.
     */
    static Map<String, Object> share(AccountState state, List<Share> shares, int place) {
        List<Long> weights = shares.stream().map(Share::shareMinor).toList();
        var principal = new SharedTotals(weights);
        var rest = new SharedTotals(weights);
        for (Posting one : state.postings()) {
            Amounts applied = one.allocation().applied();
            principal.post(applied.principal());
            rest.post(applied.total() - applied.principal());
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lender", shares.get(place).lender());
        tree.put("shareMinor", shares.get(place).shareMinor());
        tree.put("drawnMinor", part(state.drawnMinor(), weights, place));
        tree.put("owedPrincipalMinor", part(state.owed().principal(), weights, place));
        tree.put("dueMinor", part(state.due().total(), weights, place));
        tree.put("writtenOffMinor", part(state.writtenOff().total(), weights, place));
        tree.put("receivedPrincipalMinor", principal.totals().get(place));
        tree.put("receivedOtherMinor", rest.totals().get(place));
        return tree;
    }

    private static long part(long amount, List<Long> weights, int place) {
        return LargestRemainder.split(amount, weights).get(place);
    }

    private static List<Map<String, Object>> shares(
            Amounts applied, List<Share> shares, SharedTotals principal, SharedTotals rest) {
        List<Long> ofPrincipal = principal.post(applied.principal());
        List<Long> ofRest = rest.post(applied.total() - applied.principal());
        List<Map<String, Object>> trees = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("lender", shares.get(i).lender());
            tree.put("principalMinor", ofPrincipal.get(i));
            tree.put("otherMinor", ofRest.get(i));
            trees.add(tree);
        }
        return trees;
    }

    /** What a change of the past changes, by name, before and after. */
    static List<Map<String, Object>> differences(AccountState before, AccountState after) {
        Map<String, Object> old = figures(before);
        List<Map<String, Object>> trees = new ArrayList<>();
        figures(after).forEach((name, value) -> {
            Object was = old.get(name);
            if (!Objects.equals(was, value)) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("figure", name);
                if (was != null) {
                    tree.put("before", was);
                }
                tree.put("after", value);
                trees.add(tree);
            }
        });
        return trees;
    }
}
