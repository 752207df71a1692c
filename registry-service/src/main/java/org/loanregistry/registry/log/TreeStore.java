package org.loanregistry.registry.log;

import static org.loanregistry.registry.database.schema.Tables.TREE_STATE;

import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tree.CompactRange;
import org.loanregistry.transparency.tree.Hash;

/** The row of a log's integrated tree. Every write names the epoch and size it starts from. */
final class TreeStore {
    /** The tree as it is. */
    TreeState read(Transaction tx, LogName log) {
        return tx.dsl()
                .selectFrom(TREE_STATE)
                .where(TREE_STATE.LOG_ID.eq(log.id()))
                .fetchSingle(row -> new TreeState(
                        row.getEpoch(),
                        row.getSize(),
                        Hash.of(row.getRoot()),
                        CompactRange.parse(row.getSize(), row.getFrontier()),
                        new Cursor(row.getCursorXid(), row.getCursorId())));
    }

    /** Begins a new leader's epoch: whoever led before writes nothing more. */
    void beginEpoch(Transaction tx, LogName log) {
        tx.dsl()
                .update(TREE_STATE)
                .set(TREE_STATE.EPOCH, TREE_STATE.EPOCH.plus(1))
                .where(TREE_STATE.LOG_ID.eq(log.id()))
                .execute();
    }

    /** Locks the row; false if another leader's epoch or another size has begun. */
    boolean holds(Transaction tx, LogName log, long epoch, long size) {
        return tx.dsl()
                .selectOne()
                .from(TREE_STATE)
                .where(TREE_STATE.LOG_ID.eq(log.id()))
                .and(TREE_STATE.EPOCH.eq(epoch))
                .and(TREE_STATE.SIZE.eq(size))
                .forNoKeyUpdate()
                .fetchOptional()
                .isPresent();
    }

    /** Moves the tree on from {@code oldSize}; false if another leader's epoch or another size has begun. */
    boolean advance(Transaction tx, LogName log, long oldSize, TreeState grown) {
        return tx.dsl()
                        .execute(
                                """
                update tree_state set size = ?, root = ?, frontier = ?, cursor_xid = ?::text::xid8, cursor_id = ?
                where log_id = ? and epoch = ? and size = ?
                """,
                                grown.size(),
                                grown.root().toBytes(),
                                grown.frontier().toBytes(),
                                Long.toUnsignedString(grown.cursor().transaction()),
                                grown.cursor().leafId(),
                                log.id(),
                                grown.epoch(),
                                oldSize)
                == 1;
    }
}
