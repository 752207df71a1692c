package org.loanregistry.registry.access;

import static org.loanregistry.registry.database.schema.Tables.ACCESS_ENTRY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.loanregistry.privacy.access.AccessEntry;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.database.schema.tables.records.AccessEntryRecord;
import org.loanregistry.transparency.tree.Hash;

/** The rows of the access log's entries. */
final class AccessEntryStore {
    private static final long LOCK = 0x4c52_4143_4345_5353L;

    /** Number and leaf hash of an entry. */
    record Place(long number, Hash leafHash) {}

    /**
     * The last entry, once every other writer is done: until this transaction ends, no other adds an entry. The lock comes
     * before the first write, so that the order of transactions, which is the order of the log, is that of the numbers.
     */
    Optional<Place> lockAndFindLast(Transaction tx) {
        // Whatever the server's default: an entry that the loss of power undoes would have let a value out unseen.
        tx.dsl().execute("set local synchronous_commit = on");
        tx.dsl().execute("select pg_advisory_xact_lock(?)", LOCK);
        return tx.dsl()
                .select(ACCESS_ENTRY.NUMBER, ACCESS_ENTRY.LEAF_HASH)
                .from(ACCESS_ENTRY)
                .orderBy(ACCESS_ENTRY.NUMBER.desc())
                .limit(1)
                .fetchOptional(row -> new Place(row.value1(), Hash.of(row.value2())));
    }

    void insert(Transaction tx, LoggedEntry row, AccessEntry entry) {
        tx.dsl()
                .executeInsert(new AccessEntryRecord(
                        row.number(),
                        row.recordId(),
                        entry.tenant(),
                        row.subject(),
                        entry.actor().id(),
                        entry.purpose().name(),
                        entry.phase().name(),
                        entry.outcome().name(),
                        row.entry(),
                        row.epochSeconds(),
                        row.sealedKey(),
                        row.leafHash().toBytes()));
    }

    /** The entries with {@code from <= number < end}, in order. */
    List<LoggedEntry> between(Transaction tx, long from, long end) {
        return tx.dsl()
                .selectFrom(ACCESS_ENTRY)
                .where(ACCESS_ENTRY.NUMBER.ge(from).and(ACCESS_ENTRY.NUMBER.lt(end)))
                .orderBy(ACCESS_ENTRY.NUMBER)
                .fetch(AccessEntryStore::entry);
    }

    /** At most {@code limit} entries from number {@code from} on that the filter names, about this pseudonym unless null. */
    List<LoggedEntry> matching(Transaction tx, EntryFilter filter, @Nullable String pseudonym, long from, int limit) {
        Condition wanted = ACCESS_ENTRY.NUMBER.ge(from);
        if (pseudonym != null && filter.subject() != null) {
            wanted = wanted.and(
                    ACCESS_ENTRY.TENANT.eq(filter.subject().tenant()).and(ACCESS_ENTRY.SUBJECT.eq(pseudonym)));
        }
        if (filter.actor() != null) {
            wanted = wanted.and(
                    ACCESS_ENTRY.ACTOR.eq(filter.actor()).or(ACCESS_ENTRY.ACTOR.startsWith(filter.actor() + "/")));
        }
        if (filter.from() != null) {
            wanted = wanted.and(ACCESS_ENTRY.EPOCH_SECONDS.ge(ceiling(filter.from())));
        }
        if (filter.to() != null) {
            wanted = wanted.and(ACCESS_ENTRY.EPOCH_SECONDS.lt(ceiling(filter.to())));
        }
        return tx.dsl()
                .selectFrom(ACCESS_ENTRY)
                .where(wanted)
                .orderBy(ACCESS_ENTRY.NUMBER)
                .limit(limit)
                .fetch(AccessEntryStore::entry);
    }

    /** The actors to whom something of the person was shown from then on, each once; who had a claim compared was shown nothing. */
    List<String> shownTo(Transaction tx, String tenant, String pseudonym, Instant since) {
        return tx.dsl()
                .selectDistinct(ACCESS_ENTRY.ACTOR)
                .from(ACCESS_ENTRY)
                .where(ACCESS_ENTRY.TENANT.eq(tenant).and(ACCESS_ENTRY.SUBJECT.eq(pseudonym)))
                .and(ACCESS_ENTRY.PHASE.eq(AccessEntry.Phase.RESULT.name()))
                .and(ACCESS_ENTRY.OUTCOME.ne(AccessEntry.Outcome.COMPARED.name()))
                .and(ACCESS_ENTRY.EPOCH_SECONDS.ge(since.getEpochSecond()))
                .fetch(ACCESS_ENTRY.ACTOR);
    }

    /** Rows keep whole seconds, and so a time in between counts as the next one. */
    private static long ceiling(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    private static LoggedEntry entry(AccessEntryRecord row) {
        return new LoggedEntry(
                row.getNumber(),
                row.getRecordId(),
                row.getSubject(),
                row.getEntry(),
                row.getEpochSeconds(),
                row.getSealedRecordKey(),
                Hash.of(row.getLeafHash()));
    }
}
