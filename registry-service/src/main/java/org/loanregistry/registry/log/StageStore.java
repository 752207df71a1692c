package org.loanregistry.registry.log;

import java.time.Duration;
import java.util.Optional;
import org.jooq.Record;
import org.loanregistry.registry.database.Transaction;

/** What operators are told of the logs, in a few look-ups of an index each. */
final class StageStore {
    /** More waiting leaves than these are not counted: the count must not become a load of its own. */
    static final int MOST_COUNTED = 100_000;

    /** How far a log is. */
    LogStages read(Transaction tx, LogName log) {
        var lock = SequencerJob.leaderLock(log);
        return tx.dsl()
                .resultQuery("""
                select (select count(*) from (select 1 from leaf where leaf.log_id = tree.log_id
                            and (xid, leaf_id) > (cursor_xid, cursor_id) limit ?) waiting),
                    tree.size,
                    coalesce((select max(c.size) from checkpoint c where c.log_id = tree.log_id and note is not null), 0),
                    anchored.size,
                    coalesce((select extract(epoch from clock_timestamp() - recorded_at) * 1000 from leaf
                        where leaf.log_id = tree.log_id and (xid, leaf_id) > (cursor_xid, cursor_id)
                        order by leaf.xid, leaf_id limit 1), 0)::bigint,
                    coalesce((select extract(epoch from clock_timestamp() - integrated_at) * 1000 from checkpoint c
                        where c.log_id = tree.log_id and c.size > anchored.size order by c.size limit 1), 0)::bigint,
                    exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                        and database = (select oid from pg_database where datname = current_database())
                        and classid::bigint = ? and objid::bigint = ?)
                from tree_state tree, lateral (select coalesce(max(c.size), 0) as size from checkpoint c
                    where c.log_id = tree.log_id and state = 'anchored') anchored(size)
                where tree.log_id = ?
                """, MOST_COUNTED, lock >>> 32, lock & 0xFFFF_FFFFL, log.id())
                .fetchSingle(StageStore::stages);
    }

    private static LogStages stages(Record row) {
        return new LogStages(
                row.get(0, Long.class),
                row.get(1, Long.class),
                row.get(2, Long.class),
                row.get(3, Long.class),
                milliseconds(row.get(4, Long.class)),
                milliseconds(row.get(5, Long.class)),
                row.get(6, Boolean.class));
    }

    /** A row of a transaction that began after this one's clock was read is not from the future. */
    private static Duration milliseconds(long value) {
        return Duration.ofMillis(Math.max(0, value));
    }

    /** The transaction below which nothing can appear any more, if one that is still running holds it there. */
    Optional<String> heldHorizon(Transaction tx) {
        return tx.dsl().resultQuery("""
                select pg_snapshot_xmin(seen)::text from (select pg_current_snapshot()) now(seen)
                where pg_snapshot_xmin(seen) < pg_snapshot_xmax(seen)
                """).fetchOptional(row -> row.get(0, String.class));
    }
}
