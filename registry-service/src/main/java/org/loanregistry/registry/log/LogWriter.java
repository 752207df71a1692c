package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.loanregistry.registry.database.ContentionStore;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;

/**
 * Records leaves with what they commit to in one transaction. Large batches are integrated in it, which saves the outbox;
 * small ones are not, for a batch of the tree has a cost of its own whatever its size. Safe for many threads.
 */
@Singleton
public final class LogWriter {
    /** From how many leaves on a transaction is a batch of the tree by itself. */
    public static final int DIRECT_LEAVES = 1_000;

    private final Database database;
    private final LeafQueue outbox;
    private final SequencerJobs sequencers;

    LogWriter(Database database, LeafQueue outbox, SequencerJobs sequencers) {
        this.database = database;
        this.outbox = outbox;
        this.sequencers = sequencers;
    }

    /** Runs work that records about {@code leaves} leaves, again if it lost a race, and commits it. */
    public <T extends @Nullable Object> T write(LogName log, int leaves, BiFunction<Transaction, LeafSink, T> work) {
        return ContentionStore.retrying(() -> leaves < DIRECT_LEAVES
                ? database.inTransaction(tx -> work.apply(tx, more -> outbox.append(tx, log, more)))
                : sequencers.of(log).record(database, outbox, work));
    }
}
