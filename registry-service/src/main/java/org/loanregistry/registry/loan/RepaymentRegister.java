package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

/**
 * Records repayments: row, balance, leaf and receipt in the caller's transaction, or nothing of an item at all. Within a
 * request the order given is the order in which they are allocated.
 */
@Singleton
final class RepaymentRegister {
    private final BorrowerDirectory borrowers;
    private final RecordDesk desk;
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final BalanceStore balances = new BalanceStore();

    RepaymentRegister(BorrowerDirectory borrowers, RecordDesk desk) {
        this.borrowers = borrowers;
        this.desk = desk;
    }

    /** Records what can be recorded; an item that cannot does not stop the others. */
    Recording record(Transaction tx, Caller caller, List<Parsed<RepaymentTerms>> items) {
        return new Posting(tx, caller, items).run();
    }

    /** One request being served. */
    private final class Posting {
        private final Transaction tx;
        private final Caller caller;
        private final List<Parsed<RepaymentTerms>> items;
        private final Outcome[] outcomes;
        private final Map<ContractReference, RecordedContract> found;
        private final Map<UUID, Balance> balance;
        private final Map<UUID, Borrower> borrower;
        private final Map<RepaymentStore.Key, SealedRecord<RecordedRepayment>> standing = new HashMap<>();
        private final Set<UUID> changed = new HashSet<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<RecordDesk.Committed<RecordedRepayment>> committed = new ArrayList<>();
        private final Instant now = desk.now();

        Posting(Transaction tx, Caller caller, List<Parsed<RepaymentTerms>> items) {
            this.tx = tx;
            this.caller = caller;
            this.items = items;
            this.outcomes = new Outcome[items.size()];
            this.found = contracts.named(tx, named());
            var ids = found.values().stream()
                    .map(RecordedContract::contractId)
                    .distinct()
                    .toList();
            this.balance = balances.lock(tx, ids);
            // Read after the lock: whoever recorded the same repayment first has committed by now.
            repayments.byKeys(tx, keys()).forEach(one -> standing.put(key(one.row()), one));
            this.borrower = borrowers.borrowers(
                    tx,
                    found.values().stream()
                            .map(one -> one.stamp().subjectId())
                            .distinct()
                            .toList());
        }

        private List<RepaymentStore.Key> keys() {
            List<RepaymentStore.Key> keys = new ArrayList<>();
            for (Parsed<RepaymentTerms> item : items) {
                RepaymentTerms terms = item.value();
                RecordedContract contract = terms == null ? null : found.get(terms.contract());
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

        private List<ContractReference> named() {
            List<ContractReference> named = new ArrayList<>();
            for (Parsed<RepaymentTerms> item : items) {
                if (item.value() != null) {
                    named.add(item.value().contract());
                }
            }
            return named;
        }

        Recording run() {
            for (int place = 0; place < outcomes.length; place++) {
                RepaymentTerms terms = items.get(place).value();
                Outcome outcome = terms == null
                        ? new Outcome.Rejected(Reason.INVALID, items.get(place).errors())
                        : post(place, terms);
                if (outcome != null) {
                    outcomes[place] = outcome;
                }
            }
            String note = write();
            for (int place = 0; place < outcomes.length; place++) {
                RepaymentTerms terms = items.get(place).value();
                if (outcomes[place] == null && terms != null) {
                    outcomes[place] = compared(terms);
                }
            }
            return new Recording(List.of(outcomes), note);
        }

        /** The outcome if it is known already; nothing if it waits for what stands to be written. */
        private @Nullable Outcome post(int place, RepaymentTerms terms) {
            RecordedContract contract = found.get(terms.contract());
            if (contract == null || !caller.mayActFor(contract.terms().lenders())) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract that the caller may see");
            }
            if (contract.terms().product() != null) {
                return Outcome.rejected(
                        Reason.INVALID,
                        "contractNumber",
                        "must name a contract without a product; post an event instead");
            }
            if (!contract.terms().currency().equals(terms.currency())) {
                return Outcome.rejected(Reason.INVALID, "currency", "must be the contract's");
            }
            if (standing.containsKey(new RepaymentStore.Key(contract.contractId(), terms.number()))) {
                return null;
            }
            Balance before = balance.get(contract.contractId());
            Borrower payer = borrower.get(contract.stamp().subjectId());
            if (before == null || payer == null) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract whose borrower is not erased");
            }
            Optional<Split> split = Split.of(
                    terms.amountMinor(), terms.principalMinor(), terms.interestMinor(), terms.excessMinor(), before);
            if (split.isEmpty()) {
                return Outcome.rejected(
                        Reason.INVALID,
                        "amountMinor",
                        "must be the sum of principalMinor, interestMinor and excessMinor");
            }
            commit(place, terms, contract, split.get(), before, payer);
            return null;
        }

        private void commit(
                int place,
                RepaymentTerms terms,
                RecordedContract contract,
                Split split,
                Balance before,
                Borrower payer) {
            Balance after = before.after(split);
            Stamp stamp = desk.stamp(payer, caller, flags(terms, contract.terms(), before, after), now);
            var repayment = new RecordedRepayment(
                    UUID.randomUUID(),
                    contract.contractId(),
                    contract.terms().number(),
                    contract.terms().shares(),
                    terms,
                    split,
                    after.principalOutstanding(),
                    stamp);
            var one = desk.commit(
                    repayment,
                    stamp,
                    RecordValues.REPAYMENT,
                    RecordValues.of(repayment),
                    payer,
                    contract.terms().shares());
            balance.put(contract.contractId(), after);
            changed.add(contract.contractId());
            standing.put(key(repayment), one.sealed());
            committed.add(one);
            places.add(place);
        }

        private @Nullable String write() {
            if (committed.isEmpty()) {
                return null;
            }
            repayments.insert(
                    tx, committed.stream().map(RecordDesk.Committed::sealed).toList());
            balance.keySet().retainAll(changed);
            balances.update(tx, balance);
            var receipts = desk.queue(tx, committed);
            for (int i = 0; i < places.size(); i++) {
                outcomes[places.get(i)] = new Outcome.Recorded(
                        ids(committed.get(i).sealed()), receipts.events().get(i));
            }
            return receipts.note();
        }

        private Outcome compared(RepaymentTerms terms) {
            RecordedContract contract = found.get(terms.contract());
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
    static SortedSet<Flag> flags(RepaymentTerms terms, ContractTerms contract, Balance before, Balance after) {
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
