package org.loanregistry.registry.loan;

import static org.jooq.impl.DSL.noCondition;
import static org.loanregistry.registry.database.schema.Tables.CONTRACT;
import static org.loanregistry.registry.database.schema.Tables.DRAWDOWN_EVIDENCE;
import static org.loanregistry.registry.database.schema.Tables.LEAF;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.LogName;

/** What a check of the whole database walks along. */
final class CheckStore {

    long contracts(Transaction tx) {
        return tx.dsl().fetchCount(CONTRACT, CONTRACT.ROW_VERSION.eq(1));
    }

    long leaves(Transaction tx) {
        return tx.dsl().fetchCount(LEAF, LEAF.LOG_ID.eq(LogName.RECORDS.id()));
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

    /** The next leaves that were queued for the log of records, by record, in the order of the database. */
    SequencedMap<UUID, byte[]> leavesAfter(Transaction tx, @Nullable UUID last, int limit) {
        SequencedMap<UUID, byte[]> leaves = new LinkedHashMap<>();
        tx.dsl()
                .select(LEAF.RECORD_ID, LEAF.LEAF_DATA)
                .from(LEAF)
                .where(LEAF.LOG_ID.eq(LogName.RECORDS.id()))
                .and(last == null ? noCondition() : LEAF.RECORD_ID.gt(last))
                .orderBy(LEAF.RECORD_ID)
                .limit(limit)
                .forEach(row -> leaves.put(row.get(LEAF.RECORD_ID), row.get(LEAF.LEAF_DATA)));
        return leaves;
    }

    /** Which of these records have a leaf. */
    Set<UUID> withLeaf(Transaction tx, Collection<UUID> recordIds) {
        return new HashSet<>(tx.dsl()
                .select(LEAF.RECORD_ID)
                .from(LEAF)
                .where(LEAF.LOG_ID.eq(LogName.RECORDS.id()))
                .and(LEAF.RECORD_ID.in(recordIds))
                .fetch(LEAF.RECORD_ID));
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
