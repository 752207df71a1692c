package org.loanregistry.registry.loan;

import static org.loanregistry.registry.database.schema.Tables.CONTRACT_BALANCE;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.TableRecord;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ContractBalanceRecord;

/** What is owed on each contract: the one table of loans whose rows change. */
final class BalanceStore {

    /** The balances, their rows locked until the transaction ends, always in the order of the ids. */
    Map<UUID, Balance> lock(Transaction tx, Collection<UUID> contractIds) {
        return balances(tx.dsl()
                .selectFrom(CONTRACT_BALANCE)
                .where(CONTRACT_BALANCE.CONTRACT_ID.in(contractIds))
                .orderBy(CONTRACT_BALANCE.CONTRACT_ID)
                .forNoKeyUpdate()
                .fetch());
    }

    Map<UUID, Balance> read(Transaction tx, Collection<UUID> contractIds) {
        return balances(tx.dsl()
                .selectFrom(CONTRACT_BALANCE)
                .where(CONTRACT_BALANCE.CONTRACT_ID.in(contractIds))
                .fetch());
    }

    private static Map<UUID, Balance> balances(List<ContractBalanceRecord> rows) {
        Map<UUID, Balance> balances = new HashMap<>();
        for (ContractBalanceRecord row : rows) {
            balances.put(
                    row.getContractId(),
                    new Balance(
                            row.getPrincipalOutstandingMinor(),
                            row.getInterestOutstandingMinor(),
                            row.getPaidMinor(),
                            row.getExcessMinor()));
        }
        return balances;
    }

    void insert(Transaction tx, Map<UUID, Balance> balances) {
        tx.dsl().batchInsert(records(balances)).execute();
    }

    void update(Transaction tx, Map<UUID, Balance> balances) {
        tx.dsl()
                .batchUpdate(records(balances).stream()
                        .map(one -> (ContractBalanceRecord) one)
                        .toList())
                .execute();
    }

    private static List<TableRecord<?>> records(Map<UUID, Balance> balances) {
        return balances.entrySet().stream()
                .<TableRecord<?>>map(one -> new ContractBalanceRecord(
                        one.getKey(),
                        one.getValue().principalOutstanding(),
                        one.getValue().interestOutstanding(),
                        one.getValue().paid(),
                        one.getValue().excess()))
                .toList();
    }
}
