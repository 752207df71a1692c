package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.loan.Outcome.Reason;
import org.loanregistry.registry.log.LeafSink;

/**
 * Records repayments: row, balance, leaf and receipt in the caller's transaction, or nothing of an item at all. The order
 * given is the order in which they are allocated.
 */
@Singleton
final class RepaymentRegister {
    private static final int PARALLEL_ROWS = 64;
    private static final int SHARED = -1;

    private final BorrowerDirectory borrowers;
    private final RecordDesk desk;
    private final ShareStandings standings;
    private final ObligationStore obligations = new ObligationStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final BalanceStore balances = new BalanceStore();

    RepaymentRegister(BorrowerDirectory borrowers, RecordDesk desk, ShareStandings standings) {
        this.borrowers = borrowers;
        this.desk = desk;
        this.standings = standings;
    }

    /** Records what can be recorded; an item that cannot does not stop the others. A recording for each order. */
    List<Recording> record(Transaction tx, LeafSink leaves, List<RepaymentOrder> orders) {
        var posting = new Posting(tx, leaves, orders);
        posting.findStanding();
        return posting.run();
    }

    /**
     * As {@link #record}, without looking for what was recorded before, which a load of new repayments need not pay for. If
     * there is any, the rows' own key refuses the transaction: then {@link #record} is to be tried.
     */
    List<Recording> recordNew(Transaction tx, LeafSink leaves, List<RepaymentOrder> orders) {
        return new Posting(tx, leaves, orders).run();
    }

    /** One item of an order. */
    private record Item(int order, Caller caller, Parsed<RepaymentTerms> parsed) {}

    /** An item whose outcome waits for its row to be written. */
    private record Draft(int place, RecordedRepayment repayment, Borrower payer, List<String> feeds) {}

    /** Several requests being served, as if one after the other. */
    private final class Posting {
        private final Transaction tx;
        private final LeafSink leaves;
        private final List<RepaymentOrder> orders;
        private final List<Item> items = new ArrayList<>();
        private final Outcome[] outcomes;
        private final @Nullable String[] notes;
        private final Map<ContractReference, Obligation> found;
        private final Map<UUID, Balance> balance;
        private final Map<UUID, Borrower> borrower;
        private final Map<RepaymentStore.Key, SealedRecord<RecordedRepayment>> standing = new HashMap<>();
        private final Set<RepaymentStore.Key> drafted = new HashSet<>();
        private final Set<UUID> changed = new HashSet<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final Instant now = desk.now();
        private boolean looked;

        Posting(Transaction tx, LeafSink leaves, List<RepaymentOrder> orders) {
            this.tx = tx;
            this.leaves = leaves;
            this.orders = orders;
            for (int order = 0; order < orders.size(); order++) {
                for (Parsed<RepaymentTerms> parsed : orders.get(order).items()) {
                    items.add(new Item(order, orders.get(order).caller(), parsed));
                }
            }
            this.outcomes = new Outcome[items.size()];
            this.notes = new String[orders.size()];
            this.found = obligations.named(tx, named(), standings.today());
            var ids = found.values().stream()
                    .map(Obligation::contractId)
                    .distinct()
                    .toList();
            this.balance = balances.lock(tx, ids);
            this.borrower = borrowers.borrowers(
                    tx,
                    found.values().stream()
                            .map(Obligation::subjectId)
                            .distinct()
                            .toList());
        }

        /** After the lock: whoever recorded the same repayment first has committed by now. */
        void findStanding() {
            repayments.byKeys(tx, keys()).forEach(one -> standing.put(key(one.row()), one));
            looked = true;
        }

        private List<ContractReference> named() {
            List<ContractReference> named = new ArrayList<>();
            for (Item item : items) {
                if (item.parsed().value() != null) {
                    named.add(item.parsed().value().contract());
                }
            }
            return named;
        }

        private List<RepaymentStore.Key> keys() {
            List<RepaymentStore.Key> keys = new ArrayList<>();
            for (Item item : items) {
                RepaymentTerms terms = item.parsed().value();
                Obligation contract = terms == null ? null : found.get(terms.contract());
                if (terms != null && contract != null) {
                    keys.add(new RepaymentStore.Key(contract.contractId(), terms.number()));
                }
            }
            return keys;
        }

        private static RepaymentStore.Key key(RecordedRepayment repayment) {
            return new RepaymentStore.Key(
                    repayment.contractId(), repayment.terms().number());
        }

        List<Recording> run() {
            for (int place = 0; place < outcomes.length; place++) {
                Item item = items.get(place);
                RepaymentTerms terms = item.parsed().value();
                Outcome outcome = terms == null
                        ? new Outcome.Rejected(Reason.INVALID, item.parsed().errors())
                        : post(place, item.caller(), terms);
                if (outcome != null) {
                    outcomes[place] = outcome;
                }
            }
            write();
            List<List<Outcome>> byOrder = new ArrayList<>();
            orders.forEach(_ -> byOrder.add(new ArrayList<>()));
            for (int place = 0; place < outcomes.length; place++) {
                RepaymentTerms terms = items.get(place).parsed().value();
                if (outcomes[place] == null && terms != null) {
                    outcomes[place] = compared(terms);
                }
                byOrder.get(items.get(place).order()).add(outcomes[place]);
            }
            List<Recording> recordings = new ArrayList<>();
            for (int order = 0; order < notes.length; order++) {
                recordings.add(new Recording(byOrder.get(order), notes[order]));
            }
            return recordings;
        }

        /** The outcome if it is known already; nothing if it waits for what stands to be written. */
        private @Nullable Outcome post(int place, Caller caller, RepaymentTerms terms) {
            Obligation contract = found.get(terms.contract());
            if (contract == null || !caller.mayActFor(contract.readers())) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract that the caller may see");
            }
            if (contract.isProduct()) {
                return Outcome.rejected(
                        Reason.INVALID,
                        "contractNumber",
                        "must name a contract without a product; post an event instead");
            }
            if (!contract.currency().equals(terms.currency())) {
                return Outcome.rejected(Reason.INVALID, "currency", "must be the contract's");
            }
            var key = new RepaymentStore.Key(contract.contractId(), terms.number());
            if (standing.containsKey(key) || drafted.contains(key)) {
                return null;
            }
            return allocated(place, contract, terms);
        }

        /** Splits the amount and drafts the row; nothing is recorded yet under its number, as far as was looked. */
        private @Nullable Outcome allocated(int place, Obligation contract, RepaymentTerms terms) {
            Balance before = balance.get(contract.contractId());
            Borrower payer = borrower.get(contract.subjectId());
            Optional<Split> split = before == null || payer == null ? Optional.empty() : split(terms, before);
            if (split.isEmpty() && !looked) {
                // It may be fine all the same, if it was recorded before.
                findStanding();
                return post(place, items.get(place).caller(), terms);
            }
            if (before == null || payer == null) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract whose borrower is not erased");
            }
            if (split.isEmpty()) {
                return Outcome.rejected(
                        Reason.INVALID,
                        "amountMinor",
                        "must be the sum of principalMinor, interestMinor and excessMinor");
            }
            draft(place, contract, terms, split.get(), before, payer);
            drafted.add(new RepaymentStore.Key(contract.contractId(), terms.number()));
            return null;
        }

        private static Optional<Split> split(RepaymentTerms terms, Balance before) {
            return Split.of(
                    terms.amountMinor(), terms.principalMinor(), terms.interestMinor(), terms.excessMinor(), before);
        }

        private void draft(
                int place, Obligation contract, RepaymentTerms terms, Split split, Balance before, Borrower payer) {
            Balance after = before.after(split);
            SortedSet<Flag> flags = flags(terms, contract, before, after);
            var repayment = new RecordedRepayment(
                    UUID.randomUUID(),
                    contract.contractId(),
                    contract.number(),
                    contract.shares(),
                    terms,
                    split,
                    after.principalOutstanding(),
                    desk.stamp(payer, items.get(place).caller(), flags, now));
            balance.put(contract.contractId(), after);
            changed.add(contract.contractId());
            drafts.add(new Draft(place, repayment, payer, contract.readers()));
        }

        /** Rows, balances, leaves in the order of the requests, receipts. */
        private void write() {
            if (drafts.isEmpty()) {
                return;
            }
            var committed = committed();
            repayments.insert(
                    tx, committed.stream().map(RecordDesk.Committed::sealed).toList());
            balance.keySet().retainAll(changed);
            balances.update(tx, balance);
            leaves.append(committed.stream().map(RecordDesk.Committed::leaf).toList());
            receipts(committed);
        }

        /** Commitments and seals take most of the time, and each row's are its own. */
        private List<RecordDesk.Committed<RecordedRepayment>> committed() {
            var all = drafts.size() < PARALLEL_ROWS ? drafts.stream() : drafts.parallelStream();
            var committed = all.map(draft -> desk.commit(
                            draft.repayment(),
                            draft.repayment().stamp(),
                            RecordValues.REPAYMENT,
                            RecordValues.of(draft.repayment()),
                            draft.payer(),
                            draft.feeds()))
                    .toList();
            committed.forEach(one -> standing.put(key(one.sealed().row()), one.sealed()));
            return committed;
        }

        /** A receipt for each request of several items, whose answer names no path; one for all of a single item. */
        private void receipts(List<RecordDesk.Committed<RecordedRepayment>> committed) {
            Map<Integer, List<Integer>> byReceipt = new LinkedHashMap<>();
            for (int i = 0; i < drafts.size(); i++) {
                int order = items.get(drafts.get(i).place()).order();
                byReceipt
                        .computeIfAbsent(orders.get(order).isSingle() ? SHARED : order, _ -> new ArrayList<>())
                        .add(i);
            }
            for (List<Integer> together : byReceipt.values()) {
                var receipt =
                        desk.receipt(tx, together.stream().map(committed::get).toList());
                for (int i = 0; i < together.size(); i++) {
                    int place = drafts.get(together.get(i)).place();
                    outcomes[place] = new Outcome.Recorded(
                            ids(committed.get(together.get(i)).sealed()),
                            receipt.events().get(i));
                    notes[items.get(place).order()] = receipt.note();
                }
            }
        }

        private Outcome compared(RepaymentTerms terms) {
            Obligation contract = found.get(terms.contract());
            var recorded = contract == null
                    ? null
                    : standing.get(new RepaymentStore.Key(contract.contractId(), terms.number()));
            if (recorded == null) {
                throw new IllegalStateException("a repayment without an outcome");
            }
            List<String> differences =
                    LoanTree.differences(LoanTree.of(recorded.row().terms()), LoanTree.of(terms));
            return differences.isEmpty() ? new Outcome.AlreadyRecorded(ids(recorded)) : Outcome.conflict(differences);
        }

        private static Outcome.Ids ids(SealedRecord<RecordedRepayment> one) {
            RecordedRepayment row = one.row();
            return new Outcome.Ids(row.stamp().recordId(), row.contractId(), row.repaymentId(), null, one.leafHash());
        }
    }

    /** What is unusual about a repayment on this contract. */
    static SortedSet<Flag> flags(RepaymentTerms terms, Obligation contract, Balance before, Balance after) {
        var flags = new TreeSet<Flag>();
        ContractRegister.addDateFlags(flags, terms.paidAt());
        ContractRegister.addDateFlags(flags, terms.settledAt());
        if (after.excess() > before.excess()) {
            flags.add(Flag.OVERPAID);
        }
        if (contract.startDate() != null && terms.paidAt().isSurelyBefore(contract.startDate())) {
            flags.add(Flag.PAID_BEFORE_DISBURSAL);
        }
        boolean covered = before.principalOutstanding() > 0 && after.principalOutstanding() == 0;
        if (covered && contract.status().toLowerCase(Locale.ROOT).equals("defaulted")) {
            flags.add(Flag.DEFAULTED_BUT_COVERED);
        }
        return flags;
    }
}
