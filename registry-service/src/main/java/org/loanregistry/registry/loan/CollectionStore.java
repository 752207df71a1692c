package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.ACCOUNT_BALANCE;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT_PRODUCT;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;

/** Which loans a mandate wants debited. */
final class CollectionStore {

    /**
     * Loans whose next try is on a day or before it, by id.
     *
     * @param lender who services them: whom the terms of a joint loan name, else the first funder; absent, anyone
     */
    List<UUID> toCollect(Transaction tx, @Nullable String lender, LocalDate day, @Nullable UUID after, int wanted) {
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
                .and(lender == null ? noCondition() : services.eq(lender))
                .orderBy(ACCOUNT_BALANCE.CONTRACT_ID)
                .limit(wanted)
                .fetch(CONTRACT.CONTRACT_ID);
    }
}
