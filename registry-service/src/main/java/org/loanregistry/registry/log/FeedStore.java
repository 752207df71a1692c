package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.FEED_HEADS;
import static org.loanregistry.registry.database.schema.Tables.FEED_STATE;
import static org.loanregistry.registry.database.schema.Tables.LENDER_FEED_KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.loanregistry.registry.database.BinaryRows;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.CompactRange;

/** The feeds of the lenders: keys, trees, entries, and the records that hold all feed heads. */
final class FeedStore {
    /** Entries a block. */
    static final int BLOCK = 256;

    /** Rows for {@code feed_block}: lender, log, block index, 256 leaf indexes. */
    static BinaryRows blocks() {
        return new BinaryRows("feed_block (lender_id, log_id, block_index, leaf_indexes)");
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

    /** How far each lender's feed is. */
    Map<String, FeedState> states(Transaction tx, LogName log) {
        return tx.dsl()
                .selectFrom(FEED_STATE)
                .where(FEED_STATE.LOG_ID.eq(log.id()))
                .fetchMap(
                        FEED_STATE.LENDER_ID,
                        row -> new FeedState(
                                CompactRange.parse(row.getSize(), row.getFrontier()),
                                List.of(row.getLastLeafIndexes())));
    }

    /** Keeps how far a lender's feed is. */
    void update(Transaction tx, LogName log, String lenderId, FeedState feed) {
        tx.dsl()
                .update(FEED_STATE)
                .set(FEED_STATE.SIZE, feed.tree().size())
                .set(FEED_STATE.FRONTIER, feed.tree().toBytes())
                .set(FEED_STATE.LAST_LEAF_INDEXES, feed.lastLeafIndexes().toArray(Long[]::new))
                .where(FEED_STATE.LENDER_ID.eq(lenderId))
                .and(FEED_STATE.LOG_ID.eq(log.id()))
                .execute();
    }

    /** The entries with {@code from <= number < end}. */
    List<FeedRow> entries(Transaction tx, LogName log, String lenderId, long from, long end) {
        List<FeedRow> entries = new ArrayList<>();
        tx.dsl()
                .resultQuery("""
                select block_index, leaf_indexes from feed_block
                where lender_id = ? and log_id = ? and block_index between ? and ?
                union all
                select size / 256, last_leaf_indexes from feed_state where lender_id = ? and log_id = ?
                order by 1
                """, lenderId, log.id(), from / BLOCK, end / BLOCK, lenderId, log.id())
                .forEach(row -> {
                    var number = row.get(0, Long.class) * BLOCK;
                    for (var leafIndex : row.get(1, Long[].class)) {
                        if (number >= from && number < end) {
                            entries.add(new FeedRow(number, leafIndex));
                        }
                        number++;
                    }
                });
        return entries;
    }

    /** Whether the leaf is in the lender's feed. */
    boolean contains(Transaction tx, LogName log, String lenderId, long leafIndex) {
        return lendersOf(tx, log, leafIndex).contains(lenderId);
    }

    /** The lenders in whose feed the leaf is. The numbers of a feed ascend with the log's, so one block of each can have it. */
    Set<String> lendersOf(Transaction tx, LogName log, long leafIndex) {
        return Set.copyOf(tx.dsl()
                .resultQuery("""
                select s.lender_id from feed_state s left join lateral (
                    select leaf_indexes from feed_block b
                    where b.lender_id = s.lender_id and b.log_id = s.log_id and b.leaf_indexes[1] <= ?
                    order by b.leaf_indexes[1] desc limit 1) as block on true
                where s.log_id = ? and (? = any(s.last_leaf_indexes) or ? = any(block.leaf_indexes))
                """, leafIndex, log.id(), leafIndex, leafIndex)
                .fetch(row -> row.get(0, String.class)));
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

    /** An entry: its number, and the leaf it points at. */
    record FeedRow(long number, long leafIndex) {}

    /** How far a feed is: its tree, and the leaves that fill no block yet. */
    record FeedState(CompactRange tree, List<Long> lastLeafIndexes) {}

    /** A feed-heads record as stored; its record key is sealed. */
    @SuppressWarnings("ArrayRecordComponent") // between this table and one reader
    record FeedHeadsRow(long leafIndex, UUID recordId, long epochSeconds, List<byte[]> slots, byte[] sealedKey) {}
}
