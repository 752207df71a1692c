package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.SharedLoans;
import org.loanregistry.registry.database.Transaction;

/** Which loans a mandate wants debited. */
final class CollectionStore {

    /**
     * Loans whose next try is on a day or before it, by id.
     *
     * @param today the day by which share agreements end
     * @param lender who services them: whom the terms of a joint loan name, else the first funder; absent, anyone
     */
    List<UUID> toCollect(
            Transaction tx, @Nullable String lender, LocalDate today, LocalDate day, @Nullable UUID after, int wanted) {
        var services =
                coalesce(field("contract_product.terms::jsonb #>> '{joint,services}'", String.class), CONTRACT.TENANT);
        return tx.dsl()
                .select(CONTRACT.CONTRACT_ID)
                .from(ACCOUNT_BALANCE)
                .join(CONTRACT)
                .on(CONTRACT.CONTRACT_ID.eq(ACCOUNT_BALANCE.CONTRACT_ID).and(CONTRACT.ROW_VERSION.eq(1)))
                .join(CONTRACT_PRODUCT)
                .on(CONTRACT_PRODUCT.CONTRACT_ID.eq(CONTRACT.CONTRACT_ID))
                .and(CONTRACT_PRODUCT.ROW_VERSION.eq(CONTRACT.ROW_VERSION))
                .where(ACCOUNT_BALANCE.COLLECT_ON.le(day))
                .and(after == null ? noCondition() : ACCOUNT_BALANCE.CONTRACT_ID.gt(after))
                .and(lender == null ? noCondition() : services.eq(lender).and(isShared(lender, today)))
                .orderBy(ACCOUNT_BALANCE.CONTRACT_ID)
                .limit(wanted)
                .fetch(CONTRACT.CONTRACT_ID);
    }

    private static Condition isShared(String lender, LocalDate today) {
        return SharedLoans.isShared(CONTRACT.CONTRACT_ID, inline(lender), today, ShareStanding.FIGURES);
    }
}
