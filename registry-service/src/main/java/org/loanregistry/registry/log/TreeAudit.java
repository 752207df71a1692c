package org.loanregistry.registry.log;

import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.tile.TileAppender;

/** The integrated tree, rebuilt from its right edge and compared with its row. */
final class TreeAudit {
    private TreeAudit() {}

    /** The tree of {@code state}, ready to grow; other tiles than the row speaks of are a {@link HistoryException}. */
    static TileAppender resume(Transaction tx, LogName log, TreeState state) {
        TileAppender tree;
        try {
            tree = TileAppender.resume(state.size(), new TileStore().reader(tx, log));
        } catch (IllegalStateException e) {
            throw new HistoryException(
                    "log " + log.text() + " of size " + state.size() + " cannot be rebuilt: " + e.getMessage());
        }
        if (!tree.root().equals(state.root())
                || !tree.frontier().hashes().equals(state.frontier().hashes())) {
            throw new HistoryException("log " + log.text() + " of size " + state.size() + ": the tiles give root "
                    + tree.root().toBase64() + ", the tree's row says "
                    + state.root().toBase64());
        }
        return tree;
    }
}
