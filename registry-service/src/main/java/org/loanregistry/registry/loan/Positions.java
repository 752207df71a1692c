package org.loanregistry.registry.loan;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.loan.calculator.LargestRemainder;

/** What a lender has out at the end of a day, of every loan that it funds; as it is known now, later corrections included. */
@Singleton
public final class Positions {
    private static final int FOLDED_AT_ONCE = 500;

    private final ShareStandings standings;
    private final PositionStore store = new PositionStore();
    private final ContractStore contracts = new ContractStore();
    private final EventStore events = new EventStore();

    Positions(ShareStandings standings) {
        this.standings = standings;
    }

    /** Hands over the lender's positions in no order; those of which nothing is out are among them. */
    public void each(Transaction tx, String lender, LocalDate day, Consumer<Position> taker) {
        List<PositionStore.Row> open = new ArrayList<>();
        store.each(tx, lender, day, standings.today(), row -> {
            if (row.principalMinor() != null) {
                taker.accept(position(row, row.principalMinor(), row.lastOn(), row.version()));
                return;
            }
            open.add(row);
            if (open.size() == FOLDED_AT_ONCE) {
                fold(tx, open, day, taker);
                open.clear();
            }
        });
        fold(tx, open, day, taker);
    }

    private void fold(Transaction tx, List<PositionStore.Row> rows, LocalDate day, Consumer<Position> taker) {
        if (rows.isEmpty()) {
            return;
        }
        List<UUID> ids = rows.stream().map(PositionStore.Row::contractId).toList();
        List<RecordedContract> found =
                contracts.byIds(tx, ids).stream().map(SealedRecord::row).toList();
        Map<UUID, Ledger> ledgers = Ledger.of(found, events.ofContracts(tx, ids));
        // Folding takes most of the time, and each loan's is its own.
        rows.parallelStream()
                .map(row -> folded(row, ledgers.get(row.contractId()), day))
                .toList()
                .forEach(taker);
    }

    private static Position folded(PositionStore.Row row, @Nullable Ledger ledger, LocalDate day) {
        if (ledger == null) {
            throw new IllegalStateException("contract " + row.contractId() + " has terms that cannot be read");
        }
        // All of one view: an event may have been recorded since the row was read.
        long records =
                ledger.versions().stream().filter(one -> !one.on().isAfter(day)).count();
        LocalDate last = ledger.current().stream()
                .map(RecordedEvent::on)
                .filter(on -> !on.isAfter(day))
                .max(LocalDate::compareTo)
                .orElse(null);
        return position(row, ledger.at(day).owed().principal(), last, Math.toIntExact(1 + records));
    }

    private static Position position(
            PositionStore.Row row, long principalMinor, @Nullable LocalDate lastOn, int version) {
        long part = LargestRemainder.split(principalMinor, row.shares()).get(row.place());
        return new Position(row.contractId(), row.tenant(), row.number(), row.currency(), part, lastOn, version);
    }
}
