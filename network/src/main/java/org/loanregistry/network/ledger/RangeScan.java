package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * A contract's walk over the keys from `start` (inclusive) to `end` (exclusive). What was fetched is recorded, not what
 * the contract looked at: one result more than a page holds is fetched with it, as at a Fabric peer, so that a phantom
 * may be found a little beyond what the contract saw.
 */
public final class RangeScan {
    /** Results of one answer. */
    private static final int PAGE = 100;
    /** Results of one scan (ledger.state.totalQueryLimit). */
    private static final int LIMIT = 100_000;

    /** Some results, and whether there are more to ask for. */
    public record Page(List<KV> results, boolean more) {
        /** Copies the list. */
        public Page {
            results = List.copyOf(results);
        }
    }

    private final String namespace;
    private final Iterator<Map.Entry<ByteString, VersionedValue>> found;
    private final RangeQueryInfo.Builder record = RangeQueryInfo.newBuilder();
    private final QueryReads.Builder reads = QueryReads.newBuilder();
    private List<KV> pending = new ArrayList<>();

    RangeScan(String namespace, String start, String end, Iterator<Map.Entry<ByteString, VersionedValue>> found) {
        this.namespace = namespace;
        this.found = found;
        record.setStartKey(start).setEndKey(end);
    }

    /** The next results, in the order of the keys' UTF-8 bytes. */
    public synchronized Page next() {
        while (reads.getKvReadsCount() < LIMIT && found.hasNext()) {
            KV result = fetch(found.next());
            if (pending.size() == PAGE) {
                List<KV> page = pending;
                pending = new ArrayList<>(List.of(result));
                return new Page(page, true);
            }
            pending.add(result);
        }
        record.setItrExhausted(!found.hasNext());
        List<KV> page = pending;
        pending = new ArrayList<>();
        return new Page(page, false);
    }

    private KV fetch(Map.Entry<ByteString, VersionedValue> entry) {
        String key = entry.getKey().toStringUtf8();
        KVRead.Builder read = KVRead.newBuilder().setKey(key);
        read.getVersionBuilder()
                .setBlockNum(entry.getValue().version().blockNumber())
                .setTxNum(entry.getValue().version().transactionNumber());
        reads.addKvReads(read);
        return KV.newBuilder()
                .setNamespace(namespace)
                .setKey(key)
                .setValue(entry.getValue().value())
                .build();
    }

    String namespace() {
        return namespace;
    }

    /** What validation walks again: to the requested end, or to the last key fetched, inclusive. */
    synchronized RangeQueryInfo record() {
        RangeQueryInfo.Builder info = record.clone().setRawReads(reads);
        int count = reads.getKvReadsCount();
        if (!info.getItrExhausted() && count > 0) {
            info.setEndKey(reads.getKvReads(count - 1).getKey());
        }
        return info.build();
    }
}
