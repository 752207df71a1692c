package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.FEED_ENTRY;
import static org.loanregistry.registry.database.schema.Tables.FEED_HEADS;
import static org.loanregistry.registry.database.schema.Tables.FEED_STATE;
import static org.loanregistry.registry.database.schema.Tables.LENDER_FEED_KEY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/** The feeds of the lenders: keys, trees, entries, and the records that hold all feed heads. */
final class FeedStore {
    /** Rows for {@code feed_entry}: lender, log, number, leaf index, leaf hash. */
    static BinaryRows rows() {
        return new BinaryRows("feed_entry (lender_id, log_id, number, leaf_index, leaf_hash)");
    }

    /** The sealed feed key of a lender; else {@code made}, unless another process stored one first. */
    byte[] findOrAddKey(Transaction tx, String lenderId, Supplier<byte[]> made) {
        return findKey(tx, lenderId).orElseGet(() -> {
            tx.dsl()
                    .insertInto(LENDER_FEED_KEY, LENDER_FEED_KEY.LENDER_ID, LENDER_FEED_KEY.SEALED_KEY)
                    .values(lenderId, made.get())
                    .onConflictDoNothing()
                    .execute();
            return findKey(tx, lenderId).orElseThrow();
        });
    }

    private static Optional<byte[]> findKey(Transaction tx, String lenderId) {
        return tx.dsl()
                .select(LENDER_FEED_KEY.SEALED_KEY)
                .from(LENDER_FEED_KEY)
                .where(LENDER_FEED_KEY.LENDER_ID.eq(lenderId))
                .fetchOptional(LENDER_FEED_KEY.SEALED_KEY);
    }

    /** The frontier of each lender's feed. */
    Map<String, CompactRange> states(Transaction tx, LogName log) {
        return tx.dsl()
                .selectFrom(FEED_STATE)
                .where(FEED_STATE.LOG_ID.eq(log.id()))
                .fetchMap(FEED_STATE.LENDER_ID, row -> CompactRange.parse(row.getSize(), row.getFrontier()));
    }

    /** Keeps the frontier of a lender's feed. */
    void update(Transaction tx, LogName log, String lenderId, CompactRange feed) {
        tx.dsl()
                .update(FEED_STATE)
                .set(FEED_STATE.SIZE, feed.size())
                .set(FEED_STATE.FRONTIER, feed.toBytes())
                .where(FEED_STATE.LENDER_ID.eq(lenderId))
                .and(FEED_STATE.LOG_ID.eq(log.id()))
                .execute();
    }

    /** The entries with {@code from <= number < end}. */
    List<FeedRow> entries(Transaction tx, LogName log, String lenderId, long from, long end) {
        return tx.dsl()
                .selectFrom(FEED_ENTRY)
                .where(FEED_ENTRY.LENDER_ID.eq(lenderId))
                .and(FEED_ENTRY.LOG_ID.eq(log.id()))
                .and(FEED_ENTRY.NUMBER.ge(from))
                .and(FEED_ENTRY.NUMBER.lt(end))
                .orderBy(FEED_ENTRY.NUMBER)
                .fetch(row -> new FeedRow(row.getNumber(), row.getLeafIndex(), Hash.of(row.getLeafHash())));
    }

    /** Whether the leaf is in the lender's feed. */
    boolean contains(Transaction tx, LogName log, String lenderId, long leafIndex) {
        return tx.dsl()
                .fetchExists(
                        FEED_ENTRY,
                        FEED_ENTRY
                                .LENDER_ID
                                .eq(lenderId)
                                .and(FEED_ENTRY.LOG_ID.eq(log.id()))
                                .and(FEED_ENTRY.LEAF_INDEX.eq(leafIndex)));
    }

    /** The lenders in whose feed the leaf is. */
    Set<String> lendersOf(Transaction tx, LogName log, long leafIndex) {
        return tx.dsl()
                .select(FEED_ENTRY.LENDER_ID)
                .from(FEED_ENTRY)
                .join(FEED_STATE)
                .on(FEED_STATE.LENDER_ID.eq(FEED_ENTRY.LENDER_ID).and(FEED_STATE.LOG_ID.eq(FEED_ENTRY.LOG_ID)))
                .where(FEED_ENTRY.LOG_ID.eq(log.id()))
                .and(FEED_ENTRY.LEAF_INDEX.eq(leafIndex))
                .fetchSet(FEED_ENTRY.LENDER_ID);
    }

    /** Adds the record of all feed heads; {@code slots} has 16 places, all zero where no lender holds the slot. */
    void insertHeads(Transaction tx, LogName log, FeedHeadsRow row) {
        tx.dsl()
                .insertInto(
                        FEED_HEADS,
                        FEED_HEADS.LOG_ID,
                        FEED_HEADS.LEAF_INDEX,
                        FEED_HEADS.RECORD_ID,
                        FEED_HEADS.EPOCH_SECONDS,
                        FEED_HEADS.SLOTS,
                        FEED_HEADS.SEALED_KEY)
                .values(
                        log.id(),
                        row.leafIndex(),
                        row.recordId(),
                        row.epochSeconds(),
                        row.slots().toArray(byte[][]::new),
                        row.sealedKey())
                .execute();
    }

    /** The record of all feed heads at {@code leafIndex}. */
    Optional<FeedHeadsRow> heads(Transaction tx, LogName log, long leafIndex) {
        return tx.dsl()
                .selectFrom(FEED_HEADS)
                .where(FEED_HEADS.LOG_ID.eq(log.id()))
                .and(FEED_HEADS.LEAF_INDEX.eq(leafIndex))
                .fetchOptional(row -> new FeedHeadsRow(
                        row.getLeafIndex(),
                        row.getRecordId(),
                        row.getEpochSeconds(),
                        List.of(row.getSlots()),
                        row.getSealedKey()));
    }

    /** An entry as stored: its number, and the leaf it points at. */
    record FeedRow(long number, long leafIndex, Hash leafHash) {}

    /** A feed-heads record as stored; its record key is sealed. */
    @SuppressWarnings("ArrayRecordComponent") // between this table and one reader
    record FeedHeadsRow(long leafIndex, UUID recordId, long epochSeconds, List<byte[]> slots, byte[] sealedKey) {}
}
