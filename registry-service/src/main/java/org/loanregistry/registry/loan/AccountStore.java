package org.loanregistry.registry.loan;

import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.AccountBalanceRecord;
import org.loanregistry.registry.loan.account.AccountState;
import org.loanregistry.registry.loan.account.AutoRepay;

/** What each booked loan's events fold to, as a row: a projection, always to be had again from the events. */
final class AccountStore {

    void put(Transaction tx, UUID contractId, Ledger ledger) {
        AccountBalanceRecord row = row(contractId, ledger);
        tx.dsl()
                .insertInto(ACCOUNT_BALANCE)
                .set(row)
                .onConflict(ACCOUNT_BALANCE.CONTRACT_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    /** The rows as text, to be compared with {@link #folded}. */
    Map<UUID, String> read(Transaction tx, Collection<UUID> contractIds) {
        Map<UUID, String> rows = new HashMap<>();
        tx.dsl()
                .selectFrom(ACCOUNT_BALANCE)
                .where(ACCOUNT_BALANCE.CONTRACT_ID.in(contractIds))
                .forEach(row -> rows.put(row.getContractId(), text(row)));
        return rows;
    }

    /** What the row must be. */
    static String folded(UUID contractId, Ledger ledger) {
        return text(row(contractId, ledger));
    }

    private static String text(AccountBalanceRecord row) {
        return Arrays.deepToString(row.intoArray());
    }

    private static AccountBalanceRecord row(UUID contractId, Ledger ledger) {
        AccountState state = ledger.now();
        AutoRepay autoRepay = state.autoRepay();
        return new AccountBalanceRecord(
                contractId,
                ledger.current().size(),
                state.asOf(),
                state.limitMinor(),
                state.drawnMinor(),
                state.owed().principal(),
                state.due().total(),
                state.paid().total(),
                state.refundedMinor(),
                state.creditMinor(),
                state.writtenOff().total(),
                state.recovered().total(),
                Math.toIntExact(state.daysPastDue()),
                state.assetClass().name(),
                state.closedOn(),
                state.irregularities().stream().map(Enum::name).sorted().toArray(String[]::new),
                autoRepay == null ? null : autoRepay.nextOn());
    }
}
