package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.borrower.Borrower;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.Outcome.Reason;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.calculator.CostTable;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/** Records what happened to booked loans: row, projection, leaf and receipt in the caller's transaction. */
@Singleton
final class EventRegister {
    private final BorrowerDirectory borrowers;
    private final RecordDesk desk;
    private final ShareStandings standings;
    private final ContractStore contracts = new ContractStore();
    private final EventStore events = new EventStore();
    private final BalanceStore balances = new BalanceStore();
    private final AccountStore accounts = new AccountStore();

    EventRegister(BorrowerDirectory borrowers, RecordDesk desk, ShareStandings standings) {
        this.borrowers = borrowers;
        this.desk = desk;
        this.standings = standings;
    }

    /** Records what can be recorded, in the order given; an item that cannot does not stop the others. */
    Recording record(Transaction tx, Caller caller, List<Parsed<EventItem>> items) {
        return new Posting(tx, caller, items).run();
    }

    /** One request being served. */
    private final class Posting {
        private final Transaction tx;
        private final Caller caller;
        private final List<Parsed<EventItem>> items;
        private final Map<ContractReference, RecordedContract> found;
        private final Map<UUID, Ledger> ledgers;
        private final Map<UUID, Borrower> borrower;
        private final Map<RepaymentStore.Key, SealedRecord<RecordedEvent>> standing = new HashMap<>();
        private final Set<UUID> changed = new HashSet<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<RecordDesk.Committed<RecordedEvent>> committed = new ArrayList<>();
        private final Instant now = desk.now();

        Posting(Transaction tx, Caller caller, List<Parsed<EventItem>> items) {
            this.tx = tx;
            this.caller = caller;
            this.items = items;
            this.found = contracts.named(tx, named());
            Set<UUID> ids =
                    found.values().stream().map(RecordedContract::contractId).collect(Collectors.toSet());
            balances.lock(tx, ids);
            var recorded = events.ofContracts(tx, ids);
            recorded.stream()
                    .filter(one -> one.row().stamp().rowVersion() == 1)
                    .forEach(one -> standing.put(key(one.row()), one));
            this.ledgers = new HashMap<>(Ledger.of(found.values(), recorded));
            this.borrower = borrowers.borrowers(
                    tx,
                    found.values().stream()
                            .map(one -> one.stamp().subjectId())
                            .distinct()
                            .toList());
        }

        private static RepaymentStore.Key key(RecordedEvent event) {
            return new RepaymentStore.Key(event.contractId(), event.number());
        }

        private List<ContractReference> named() {
            List<ContractReference> named = new ArrayList<>();
            for (Parsed<EventItem> item : items) {
                if (item.value() != null) {
                    named.add(item.value().contract());
                }
            }
            return named;
        }

        Recording run() {
            Outcome[] outcomes = new Outcome[items.size()];
            for (int place = 0; place < outcomes.length; place++) {
                EventItem item = items.get(place).value();
                outcomes[place] = item == null
                        ? new Outcome.Rejected(Reason.INVALID, items.get(place).errors())
                        : post(place, item);
            }
            if (committed.isEmpty()) {
                return new Recording(List.of(outcomes), null);
            }
            events.insert(
                    tx, committed.stream().map(RecordDesk.Committed::sealed).toList());
            for (UUID id : changed) {
                Ledger ledger = ledgers.get(id);
                if (ledger != null) {
                    accounts.put(tx, id, ledger);
                }
            }
            var receipts = desk.queue(tx, committed);
            for (int i = 0; i < places.size(); i++) {
                outcomes[places.get(i)] = new Outcome.Recorded(
                        ids(committed.get(i).sealed()), receipts.events().get(i));
            }
            return new Recording(List.of(outcomes), receipts.note());
        }

        /** What became of it; for one that waits to be written, where it will stand. */
        private Outcome post(int place, EventItem item) {
            RecordedContract contract = found.get(item.contract());
            if (contract == null || !standings.maySee(caller, contract)) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract that the caller may see");
            }
            Ledger ledger = ledgers.get(contract.contractId());
            String body = CanonicalJson.write(item.event());
            var before = standing.get(new RepaymentStore.Key(contract.contractId(), item.number()));
            if (before != null) {
                return before.row().body().equals(body)
                        ? new Outcome.AlreadyRecorded(ids(before))
                        : Outcome.conflict(List.of("event"));
            }
            Fields fields = Fields.of(Map.of("event", item.event()));
            Fields inside = fields.object("event");
            EventForm.Read read = (ledger == null
                            ? EventForm.readReported(inside)
                            : EventForm.read(inside, ledger.terms()))
                    .orElse(null);
            Borrower owner = borrower.get(contract.stamp().subjectId());
            if (read == null) {
                return new Outcome.Rejected(Reason.INVALID, fields.errors());
            }
            if (owner == null) {
                return Outcome.rejected(
                        Reason.NOT_FOUND, "contractNumber", "must name a contract whose borrower is not erased");
            }
            Outcome refusal = ledger == null ? null : DrawdownRules.refusal(read.event(), ledger);
            return refusal != null ? refusal : commit(place, item.number(), body, read, contract, owner, ledger);
        }

        private Outcome commit(
                int place,
                String number,
                String body,
                EventForm.Read read,
                RecordedContract contract,
                Borrower owner,
                @Nullable Ledger ledger) {
            UUID eventId = UUID.randomUUID();
            if (read.evidence() != null && !events.take(tx, read.evidence(), eventId)) {
                return Outcome.rejected(Reason.CONFLICT, "event.fundFlow.order", "backs another drawdown already");
            }
            Stamp stamp = desk.stamp(owner, caller, new TreeSet<>(), now);
            var event = new RecordedEvent(
                    eventId,
                    contract.contractId(),
                    contract.terms().number(),
                    contract.terms().shares(),
                    number,
                    kind(body),
                    read.event().on(),
                    body,
                    ledger == null ? null : costTable(read.event(), contract, ledger),
                    null,
                    stamp);
            var one = desk.commit(
                    event,
                    stamp,
                    RecordValues.EVENT,
                    RecordValues.of(event),
                    owner,
                    contract.readers(standings.today()));
            if (ledger != null) {
                ledgers.put(contract.contractId(), ledger.with(event));
                changed.add(contract.contractId());
            }
            standing.put(key(event), one.sealed());
            committed.add(one);
            places.add(place);
            return new Outcome.AlreadyRecorded(ids(one.sealed()));
        }
    }

    static String kind(String body) {
        return CanonicalJson.parse(body) instanceof Map<?, ?> members ? String.valueOf(members.get("kind")) : "";
    }

    /** The hash of a drawdown's cost table. */
    static @Nullable Hash costTable(LoanEvent event, RecordedContract contract, Ledger ledger) {
        if (event instanceof LoanEvent.Drawn drawn) {
            var loan = ledger.terms().drawdown(drawn.amountMinor(), drawn.plan(), drawn.rates(), drawn.on());
            return CostTable.of(loan, contract.terms().lenderOfRecord()).hash();
        }
        return null;
    }

    static Outcome.Ids ids(SealedRecord<RecordedEvent> one) {
        RecordedEvent row = one.row();
        return new Outcome.Ids(row.stamp().recordId(), row.contractId(), null, row.eventId(), one.leafHash());
    }
}
