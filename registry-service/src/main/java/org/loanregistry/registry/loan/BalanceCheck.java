package org.loanregistry.registry.loan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogWalk;
import org.loanregistry.transparency.record.CanonicalJson;

/** Folds the events and repayments of contracts again and compares every projection of them. */
final class BalanceCheck {
    private final CheckStore store = new CheckStore();
    private final ContractStore contracts = new ContractStore();
    private final RepaymentStore repayments = new RepaymentStore();
    private final EventStore events = new EventStore();
    private final BalanceStore balances = new BalanceStore();
    private final AccountStore accounts = new AccountStore();
    private final LogWalk walk;

    BalanceCheck(LogWalk walk) {
        this.walk = walk;
    }

    /**
     * Checks these contracts.
     *
     * @throws RuntimeException if a row cannot be read as what it is any more
     */
    Findings check(Transaction tx, Collection<UUID> contractIds) {
        List<String> faults = new ArrayList<>();
        var found = contracts.byIds(tx, contractIds);
        var paid = repayments.ofContracts(tx, contractIds);
        var happened = events.ofContracts(tx, contractIds);
        List<RecordedContract> rows = found.stream().map(SealedRecord::row).toList();
        Map<UUID, Ledger> ledgers = Ledger.of(rows, happened);
        List<Stamp> stamps = new ArrayList<>();
        rows.forEach(one -> stamps.add(one.stamp()));
        paid.forEach(one -> stamps.add(one.row().stamp()));
        happened.forEach(one -> stamps.add(one.row().stamp()));
        unlogged(tx, stamps, faults);
        repaid(tx, rows, paid, faults);
        booked(tx, ledgers, faults);
        events(tx, happened.stream().map(SealedRecord::row).toList(), ledgers, faults);
        return new Findings(faults, 0);
    }

    private void unlogged(Transaction tx, List<Stamp> stamps, List<String> faults) {
        List<UUID> ids = stamps.stream().map(Stamp::recordId).toList();
        Set<UUID> known = walk.withLeaf(tx, LogName.RECORDS, ids);
        ids.stream().filter(id -> !known.contains(id)).forEach(id -> faults.add("record " + id + ": it has no leaf"));
    }

    private void repaid(
            Transaction tx,
            List<RecordedContract> rows,
            List<SealedRecord<RecordedRepayment>> paid,
            List<String> faults) {
        Map<UUID, Balance> folded = new HashMap<>();
        rows.forEach(one -> folded.put(one.contractId(), one.terms().openingBalance()));
        paid.forEach(one -> folded.computeIfPresent(
                one.row().contractId(), (_, balance) -> balance.after(one.row().split())));
        Map<UUID, Balance> kept = balances.read(tx, folded.keySet());
        folded.forEach((id, balance) -> {
            if (!balance.equals(kept.get(id))) {
                faults.add("contract " + id + ": contract_balance is not what its repayments fold to");
            }
        });
    }

    private void booked(Transaction tx, Map<UUID, Ledger> ledgers, List<String> faults) {
        Map<UUID, String> kept = new HashMap<>(accounts.read(tx, ledgers.keySet()));
        ledgers.forEach((id, ledger) -> {
            String projected = kept.get(id);
            boolean agrees = projected == null
                    ? ledger.versions().isEmpty()
                    : AccountStore.folded(id, ledger).equals(projected);
            if (!agrees) {
                faults.add("contract " + id + ": account_balance is not what its events fold to");
            }
        });
    }

    private void events(Transaction tx, List<RecordedEvent> versions, Map<UUID, Ledger> ledgers, List<String> faults) {
        Map<UUID, List<String>> kept = store.evidence(
                tx, versions.stream().map(RecordedEvent::eventId).distinct().toList());
        Set<UUID> backed = new HashSet<>();
        Set<UUID> newest = Ledger.newest(versions).stream()
                .map(one -> one.stamp().recordId())
                .collect(Collectors.toSet());
        for (RecordedEvent one : versions) {
            EventForm.Read read = read(one, ledgers.get(one.contractId()));
            if (read == null
                    || !read.event().on().equals(one.on())
                    || !EventRegister.kind(one.body()).equals(one.kind())) {
                faults.add("event " + one.eventId() + ": its columns are not what its body says");
            }
            EventForm.Evidence evidence = read == null ? null : read.evidence();
            if (evidence != null && newest.contains(one.stamp().recordId())) {
                backed.add(one.eventId());
                if (!List.of(evidence.company(), evidence.order()).equals(kept.get(one.eventId()))) {
                    faults.add("event " + one.eventId() + ": drawdown_evidence is not the order that backs it");
                }
            }
        }
        kept.keySet().stream()
                .filter(id -> !backed.contains(id))
                .forEach(id -> faults.add("event " + id + ": drawdown_evidence names an order that does not back it"));
    }

    private static EventForm.@Nullable Read read(RecordedEvent event, @Nullable Ledger ledger) {
        Fields fields = Fields.of(CanonicalJson.parse(event.body()));
        return (ledger == null ? EventForm.readReported(fields) : EventForm.read(fields, ledger.terms())).orElse(null);
    }
}
