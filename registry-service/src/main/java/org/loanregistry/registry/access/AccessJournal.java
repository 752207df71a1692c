package org.loanregistry.registry.access;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.loanregistry.privacy.access.AccessEntry;
import org.loanregistry.privacy.access.AccessLog;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.log.LeafQueue;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.NewLeaf;
import org.loanregistry.registry.log.RecordIds;
import org.loanregistry.transparency.tree.Hash;

/**
 * The access log: every entry is a row and, in the same transaction, a leaf of the log {@code access}; its number is the
 * leaf's index, and it commits to the leaf hash of the entry before. Safe for many threads and several processes.
 *
 * <p>Guarantee: when {@link #append} returns, row and leaf are on the disk; if it throws, the caller reveals nothing. Limit:
 * an entry is beyond the operator's reach only once it is anchored.
 */
@Singleton
final class AccessJournal implements AccessLog {
    private final Database database;
    private final EntryCommitment commitment;
    private final LeafQueue queue;
    private final RecordIds ids;
    private final AccessEntryStore store = new AccessEntryStore();

    AccessJournal(Database database, EntryCommitment commitment, LeafQueue queue, RecordIds ids) {
        this.database = database;
        this.commitment = commitment;
        this.queue = queue;
        this.ids = ids;
    }

    /** Must not be called inside a transaction: the entry would wait for a second connection. */
    @Override
    public long append(AccessEntry entry) {
        UUID recordId = ids.next();
        var drawn = commitment.draw(recordId);
        return database.inTransaction(tx -> append(tx, entry, recordId, drawn));
    }

    private long append(Transaction tx, AccessEntry entry, UUID recordId, EntryCommitment.Drawn drawn) {
        Optional<AccessEntryStore.Place> last = store.lockAndFindLast(tx);
        long number = last.map(place -> place.number() + 1).orElse(0L);
        Hash previous = last.map(AccessEntryStore.Place::leafHash).orElse(null);
        var json = new String(entry.toJson(number, previous == null ? null : previous.toHex()), StandardCharsets.UTF_8);
        long seconds = entry.at().getEpochSecond();
        var leaf = commitment.of(drawn.key(), number, entry.subject(), json, seconds, previous);
        var row = new LoggedEntry(number, recordId, entry.subject(), json, seconds, drawn.sealed(), leaf.leafHash());
        store.insert(tx, row, entry);
        queue.append(tx, LogName.ACCESS, List.of(new NewLeaf(recordId, leaf.leafData(), Set.of())));
        return number;
    }
}
