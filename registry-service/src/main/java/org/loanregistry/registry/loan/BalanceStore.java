package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.any;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_BALANCE;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.TableRecord;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.ContractBalanceRecord;

/** What is owed on each contract: the one table of loans whose rows change. */
final class BalanceStore {

    /** The balances, their rows locked until the transaction ends, always in the order of the ids. */
    Map<UUID, Balance> lock(Transaction tx, Collection<UUID> contractIds) {
        return balances(tx.dsl()
                .selectFrom(CONTRACT_BALANCE)
                .where(CONTRACT_BALANCE.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
                .orderBy(CONTRACT_BALANCE.CONTRACT_ID)
                .forNoKeyUpdate()
                .fetch());
    }

    Map<UUID, Balance> read(Transaction tx, Collection<UUID> contractIds) {
        return balances(tx.dsl()
                .selectFrom(CONTRACT_BALANCE)
                .where(CONTRACT_BALANCE.CONTRACT_ID.eq(any(contractIds.toArray(UUID[]::new))))
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
        List<Map.Entry<UUID, Balance>> changed = List.copyOf(balances.entrySet());
        tx.dsl()
                .execute(
                        """
                update contract_balance old set principal_outstanding_minor = new.principal,
                    interest_outstanding_minor = new.interest, paid_minor = new.paid, excess_minor = new.excess
                from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as new (contract_id, principal, interest, paid, excess)
                where old.contract_id = new.contract_id
                """,
                        changed.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                        column(changed, Balance::principalOutstanding),
                        column(changed, Balance::interestOutstanding),
                        column(changed, Balance::paid),
                        column(changed, Balance::excess));
    }

    private static Long[] column(List<Map.Entry<UUID, Balance>> rows, Function<Balance, Long> value) {
        return rows.stream().map(row -> value.apply(row.getValue())).toArray(Long[]::new);
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
