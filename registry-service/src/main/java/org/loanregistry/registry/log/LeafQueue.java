package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.List;
import org.loanregistry.registry.database.Transaction;

/** Takes the leaves that wait for the sequencer. */
@Singleton
public final class LeafQueue {
    private final LeafStore store = new LeafStore();

    /** Adds the leaves in the caller's transaction: they are in the log, in this order, once it has committed. */
    public void append(Transaction tx, LogName log, List<NewLeaf> leaves) {
        if (!leaves.isEmpty()) {
            store.insert(tx, log, leaves);
        }
    }
}
