package org.loanregistry.registry.log;

import java.util.List;
import java.util.UUID;
import org.loanregistry.registry.database.Transaction;

/** The outbox table. */
final class LeafStore {
    void insert(Transaction tx, LogName log, List<NewLeaf> leaves) {
        var ids = leaves.stream().map(NewLeaf::recordId).toArray(UUID[]::new);
        var data = leaves.stream().map(NewLeaf::leafData).toArray(byte[][]::new);
        var feeds = leaves.stream().map(leaf -> String.join(",", leaf.feeds())).toArray(String[]::new);
        // An array of arrays would be flattened by unnest, hence the joined text.
        tx.dsl().execute("""
                insert into leaf (log_id, record_id, leaf_data, feeds)
                select ?::smallint, record_id, leaf_data, string_to_array(feeds, ',')
                from unnest(?::uuid[], ?::bytea[], ?::text[]) with ordinality as given (record_id, leaf_data, feeds, place)
                order by place
                """, log.id(), ids, data, feeds);
    }
}
