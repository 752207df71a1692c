package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_SHARE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.loanregistry.registry.database.SharedLoans;
import org.loanregistry.registry.database.Transaction;

/** Contracts as far as repayments need them, by one statement however many there are. */
final class ObligationStore {
    private static final int FIRST_VERSION = 1;
    private static final String IS_SHARED = "is_shared";

    /** Those of the named contracts that exist, each under the name it was asked by; {@code today} is the day by which agreements end. */
    Map<ContractReference, Obligation> named(
            Transaction tx, Collection<ContractReference> references, LocalDate today) {
        Set<ContractReference.ByNumber> numbers = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        for (ContractReference reference : references) {
            switch (reference) {
                case ContractReference.ById byId -> ids.add(byId.contractId());
                case ContractReference.ByNumber byNumber -> numbers.add(byNumber);
            }
        }
        Map<ContractReference, Obligation> found = new HashMap<>();
        if (!numbers.isEmpty()) {
            Condition named = condition(
                    "(contract.tenant, contract.contract_number) in (select * from unnest(?::text[], ?::text[]))",
                    numbers.stream().map(ContractReference.ByNumber::tenant).toArray(String[]::new),
                    numbers.stream().map(ContractReference.ByNumber::number).toArray(String[]::new));
            byContract(tx, named, today)
                    .forEach(shares -> found.put(
                            new ContractReference.ByNumber(
                                    shares.getFirst().get(CONTRACT.TENANT),
                                    shares.getFirst().get(CONTRACT.CONTRACT_NUMBER)),
                            obligation(shares)));
        }
        if (!ids.isEmpty()) {
            byContract(tx, CONTRACT.CONTRACT_ID.eq(any(ids.toArray(UUID[]::new))), today)
                    .forEach(shares -> found.put(
                            new ContractReference.ById(shares.getFirst().get(CONTRACT.CONTRACT_ID)),
                            obligation(shares)));
        }
        return found;
    }

    /** A row for each share, in the order recorded, by contract. */
    private static Collection<List<Record>> byContract(Transaction tx, Condition condition, LocalDate today) {
        Map<UUID, List<Record>> rows = new HashMap<>();
        tx.dsl()
                .select(
                        CONTRACT.CONTRACT_ID,
                        CONTRACT.TENANT,
                        CONTRACT.CONTRACT_NUMBER,
                        CONTRACT.CURRENCY,
                        CONTRACT.STATUS,
                        CONTRACT.START_DATE,
                        CONTRACT.SUBJECT_ID,
                        CONTRACT_PRODUCT.CONTRACT_ID,
                        CONTRACT_SHARE.LENDER_ID,
                        CONTRACT_SHARE.SHARE_MINOR,
                        field(SharedLoans.isShared(CONTRACT.CONTRACT_ID, CONTRACT_SHARE.LENDER_ID, today))
                                .as(IS_SHARED))
                .from(CONTRACT)
                .join(CONTRACT_SHARE)
                .on(CONTRACT_SHARE.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_SHARE.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .leftJoin(CONTRACT_PRODUCT)
                .on(CONTRACT_PRODUCT.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_PRODUCT.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .where(condition)
                .and(CONTRACT.ROW_VERSION.eq(FIRST_VERSION))
                .orderBy(CONTRACT.CONTRACT_ID, CONTRACT_SHARE.PLACE)
                .forEach(row -> rows.computeIfAbsent(row.get(CONTRACT.CONTRACT_ID), _ -> new ArrayList<>())
                        .add(row));
        return rows.values();
    }

    private static Obligation obligation(List<Record> shares) {
        Record row = shares.getFirst();
        return new Obligation(
                row.get(CONTRACT.CONTRACT_ID),
                row.get(CONTRACT.CONTRACT_NUMBER),
                row.get(CONTRACT.CURRENCY),
                row.get(CONTRACT.STATUS),
                ContractStore.date(row.get(CONTRACT.START_DATE)),
                row.get(CONTRACT_PRODUCT.CONTRACT_ID) != null,
                row.get(CONTRACT.SUBJECT_ID),
                shares.stream()
                        .map(share ->
                                new Share(share.get(CONTRACT_SHARE.LENDER_ID), share.get(CONTRACT_SHARE.SHARE_MINOR)))
                        .toList(),
                shares.stream()
                        .filter(share -> share.get(IS_SHARED, Boolean.class))
                        .map(share -> share.get(CONTRACT_SHARE.LENDER_ID))
                        .toList());
    }
}
