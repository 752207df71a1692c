package org.loanregistry.registry.log;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Lender;
import org.loanregistry.registry.identity.LenderDirectory;

/** Takes the leaves that wait for the sequencer. */
@Singleton
public final class LeafQueue {
    private final LenderDirectory lenders;
    private final LeafStore store = new LeafStore();

    LeafQueue(LenderDirectory lenders) {
        this.lenders = lenders;
    }

    /**
     * Adds the leaves in the caller's transaction: they are in the log, in this order, once it has committed. A record twice, a feed of no
     * lender, or in a log without feeds, is an {@link IllegalArgumentException}, for the sequencer could never get past it.
     */
    public void append(Transaction tx, LogName log, List<NewLeaf> leaves) {
        check(log, leaves);
        if (!leaves.isEmpty()) {
            store.insert(tx, log, leaves);
        }
    }

    /** Refuses leaves that the log cannot take. */
    void check(LogName log, List<NewLeaf> leaves) {
        var known = lenders.all().stream().map(Lender::lenderId).collect(Collectors.toUnmodifiableSet());
        Set<UUID> records = HashSet.newHashSet(leaves.size());
        for (var leaf : leaves) {
            if (!records.add(leaf.recordId())) {
                throw new IllegalArgumentException("record " + leaf.recordId() + " twice in one batch");
            }
            if (!log.hasFeeds() && !leaf.feeds().isEmpty()) {
                throw new IllegalArgumentException("log " + log.text() + " has no feeds");
            }
            if (!known.containsAll(leaf.feeds())) {
                throw new IllegalArgumentException("not all lenders of the registry: " + leaf.feeds());
            }
        }
    }
}
