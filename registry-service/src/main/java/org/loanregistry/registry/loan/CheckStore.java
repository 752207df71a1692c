package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.DRAWDOWN_EVIDENCE;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;

/** What a check of the whole database walks along. */
final class CheckStore {

    long contracts(Transaction tx) {
        return tx.dsl().fetchCount(CONTRACT, CONTRACT.ROW_VERSION.eq(1));
    }

    /** The next contracts by id. */
    List<UUID> contractsAfter(Transaction tx, @Nullable UUID last, int limit) {
        return tx.dsl()
                .select(CONTRACT.CONTRACT_ID)
                .from(CONTRACT)
                .where(CONTRACT.ROW_VERSION.eq(1))
                .and(last == null ? noCondition() : CONTRACT.CONTRACT_ID.gt(last))
                .orderBy(CONTRACT.CONTRACT_ID)
                .limit(limit)
                .fetch(CONTRACT.CONTRACT_ID);
    }

    /** What is kept of the orders that back these events, as company and order. */
    Map<UUID, List<String>> evidence(Transaction tx, Collection<UUID> eventIds) {
        Map<UUID, List<String>> kept = new HashMap<>();
        tx.dsl()
                .selectFrom(DRAWDOWN_EVIDENCE)
                .where(DRAWDOWN_EVIDENCE.EVENT_ID.in(eventIds))
                .forEach(row -> kept.put(row.getEventId(), List.of(row.getCoreCompany(), row.getOrderNumber())));
        return kept;
    }
}
