package org.loanregistry.registry.log;

import static org.jooq.impl.DSL.count;
import static org.loanregistry.registry.database.schema.Tables.FEED_HEADS;
import static org.loanregistry.registry.database.schema.Tables.LOG_ENTRY;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** What a check of a whole log asks of its tables. */
final class LogCheckStore {
    /** At most {@code limit} records that are in the log more than once. */
    List<UUID> repeated(Transaction tx, LogName log, int limit) {
        return tx.dsl()
                .select(LOG_ENTRY.RECORD_ID)
                .from(LOG_ENTRY)
                .where(LOG_ENTRY.LOG_ID.eq(log.id()))
                .groupBy(LOG_ENTRY.RECORD_ID)
                .having(count().gt(1))
                .orderBy(LOG_ENTRY.RECORD_ID)
                .limit(limit)
                .fetch(LOG_ENTRY.RECORD_ID);
    }

    /** Which leaves with {@code from <= leafIndex < end} are feed-heads records. */
    Set<Long> feedHeads(Transaction tx, LogName log, long from, long end) {
        return tx.dsl()
                .select(FEED_HEADS.LEAF_INDEX)
                .from(FEED_HEADS)
                .where(FEED_HEADS.LOG_ID.eq(log.id()))
                .and(FEED_HEADS.LEAF_INDEX.ge(from))
                .and(FEED_HEADS.LEAF_INDEX.lt(end))
                .fetchSet(FEED_HEADS.LEAF_INDEX);
    }

    /** The number of feed-heads records. */
    long feedHeads(Transaction tx, LogName log) {
        return tx.dsl().fetchCount(FEED_HEADS, FEED_HEADS.LOG_ID.eq(log.id()));
    }
}
