package org.loanregistry.registry.loan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.loan.account.Account;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.LoanEvent;
import org.loanregistry.registry.loan.product.EventForm;
import org.loanregistry.registry.loan.product.ProductTerms;
import org.loanregistry.transparency.record.CanonicalJson;

/** The events of one booked loan, read from their rows, and what they fold to. */
record Ledger(ProductTerms terms, List<RecordedEvent> versions) {
    /** Copies the list. */
    Ledger {
        versions = List.copyOf(versions);
    }

    /** The newest version of each event that counts. */
    List<RecordedEvent> current() {
        return newest(versions);
    }

    /** The newest version of each event that counts. */
    static List<RecordedEvent> newest(List<RecordedEvent> versions) {
        Map<UUID, RecordedEvent> newest = new LinkedHashMap<>();
        for (RecordedEvent one : versions) {
            RecordedEvent before = newest.get(one.eventId());
            if (before == null || before.stamp().rowVersion() < one.stamp().rowVersion()) {
                newest.put(one.eventId(), one);
            }
        }
        return newest.values().stream().filter(RecordedEvent::counts).toList();
    }

    /** The same with one more version. */
    Ledger with(RecordedEvent version) {
        List<RecordedEvent> more = new ArrayList<>(versions);
        more.add(version);
        return new Ledger(terms, more);
    }

    /** As it was when only the versions recorded until then were known. */
    Ledger knownAt(Instant until) {
        return new Ledger(
                terms,
                versions.stream()
                        .filter(one -> !one.stamp().recordedAt().isAfter(until))
                        .toList());
    }

    /** The day of the last event; nothing before the first. */
    Optional<LocalDate> lastDay() {
        return current().stream().map(RecordedEvent::on).max(LocalDate::compareTo);
    }

    /** The state at the end of a day. */
    AccountState at(LocalDate day) {
        return Account.at(
                terms.account(),
                current().stream().flatMap(one -> event(one.body()).stream()).toList(),
                day);
    }

    /** The state at the end of the day of the last event. */
    AccountState now() {
        return at(lastDay().orElse(LocalDate.EPOCH));
    }

    /** Whether another drawdown than this event has a number. */
    boolean isTaken(int drawdown, UUID eventId) {
        return current().stream()
                .filter(one -> !one.eventId().equals(eventId))
                .flatMap(one -> event(one.body()).stream())
                .anyMatch(one -> one instanceof LoanEvent.Drawn drawn && drawn.drawdown() == drawdown);
    }

    private Optional<LoanEvent> event(String body) {
        return EventForm.read(Fields.of(CanonicalJson.parse(body)), terms).map(EventForm.Read::event);
    }

    /** The ledgers of contracts that have a product. */
    static Map<UUID, Ledger> of(Collection<RecordedContract> contracts, List<SealedRecord<RecordedEvent>> events) {
        Map<UUID, List<RecordedEvent>> byContract = new LinkedHashMap<>();
        for (var one : events) {
            byContract
                    .computeIfAbsent(one.row().contractId(), _ -> new ArrayList<>())
                    .add(one.row());
        }
        Map<UUID, Ledger> ledgers = new LinkedHashMap<>();
        for (RecordedContract contract : contracts) {
            @Nullable FrozenProduct product = contract.terms().product();
            if (product != null) {
                ledgers.put(
                        contract.contractId(),
                        new Ledger(product.terms(), byContract.getOrDefault(contract.contractId(), List.of())));
            }
        }
        return ledgers;
    }
}
