package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;

/** Compares the database's tree with its own row and with the head on the ledger. Any difference is a HistoryException. */
@Singleton
final class HistoryGuard {
    private final Database database;
    private final SigningKeys keys;
    private final TreeStore trees = new TreeStore();
    private final TileStore tiles = new TileStore();

    HistoryGuard(Database database, SigningKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Refuses a tree whose tiles and row disagree; otherwise gives its size. */
    long checkTree(LogName log) {
        return database.read(
                tx -> TreeAudit.resume(tx, log, trees.read(tx, log)).size());
    }

    /** Refuses a database that does not contain the tree that the ledger holds. */
    void checkHead(LogName log, AnchoredCheckpoint head) {
        if (!head.note().isSignedBy(keys.of(log).verifierKey())) {
            throw new HistoryException("the ledger's head of log " + log.text()
                    + " is signed by another key than this service's: its key file was replaced");
        }
        database.read(tx -> {
            compare(tx, log, head);
            return head;
        });
    }

    private void compare(Transaction tx, LogName log, AnchoredCheckpoint head) {
        var anchored = head.checkpoint();
        var state = trees.read(tx, log);
        if (anchored.treeSize() > state.size()) {
            throw new HistoryException("the ledger holds a head of log " + log.text() + " of size "
                    + anchored.treeSize() + ", the database has only " + state.size()
                    + " leaves: it was restored from an earlier copy");
        }
        var root = rootAt(tx, log, anchored.treeSize());
        if (!root.equals(anchored.root())) {
            throw new HistoryException(
                    "the ledger holds root " + anchored.root().toBase64() + " for log " + log.text()
                            + " of size " + anchored.treeSize() + ", the database (size " + state.size() + ") has "
                            + root.toBase64() + " there: its history was rewritten");
        }
    }

    private Hash rootAt(Transaction tx, LogName log, long treeSize) {
        try {
            return new TileProofs(tiles.reader(tx, log)).root(treeSize);
        } catch (IllegalStateException e) {
            throw new HistoryException(
                    "log " + log.text() + " cannot be rebuilt at size " + treeSize + ": " + e.getMessage());
        }
    }
}
