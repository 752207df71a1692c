package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.LEAF;
import static org.loanregistry.registry.database.schema.Tables.LOG_ENTRY;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.Hash;

/** The entries of a log beside the leaves that they come from. */
final class LogCheckStore {

    /** An entry; no leaf data if its record never waited in the outbox. */
    @SuppressWarnings("ArrayRecordComponent") // between this table and one reader
    record Entry(long leafIndex, Hash leafHash, byte @Nullable [] leafData) {}

    /** The entries with {@code from <= leafIndex < end}. */
    List<Entry> entries(Transaction tx, LogName log, long from, long end) {
        return tx.dsl()
                .select(LOG_ENTRY.LEAF_INDEX, LOG_ENTRY.LEAF_HASH, LEAF.LEAF_DATA)
                .from(LOG_ENTRY)
                .leftJoin(LEAF)
                .on(LEAF.LOG_ID.eq(LOG_ENTRY.LOG_ID).and(LEAF.RECORD_ID.eq(LOG_ENTRY.RECORD_ID)))
                .where(LOG_ENTRY.LOG_ID.eq(log.id()))
                .and(LOG_ENTRY.LEAF_INDEX.ge(from))
                .and(LOG_ENTRY.LEAF_INDEX.lt(end))
                .orderBy(LOG_ENTRY.LEAF_INDEX)
                .fetch(row -> new Entry(
                        row.get(LOG_ENTRY.LEAF_INDEX), Hash.of(row.get(LOG_ENTRY.LEAF_HASH)), row.get(LEAF.LEAF_DATA)));
    }
}
