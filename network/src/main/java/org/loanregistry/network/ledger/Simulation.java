package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;

/**
 * One transaction run against one peer's state: it records the version of everything read and keeps what is written to
 * itself. A transaction does not see its own writes, as in Fabric. Blocks wait until it is closed.
 */
public final class Simulation implements AutoCloseable {
    private final WorldState state;
    private final Runnable release;
    private final SortedMap<String, SortedMap<ByteString, KVRead>> reads = new TreeMap<>();
    private final SortedMap<String, SortedMap<ByteString, KVWrite>> writes = new TreeMap<>();
    private final List<RangeScan> scans = new ArrayList<>();

    Simulation(WorldState state, Runnable release) {
        this.state = state;
        this.release = release;
    }

    /** The value of a key, empty if it is absent. */
    public synchronized ByteString get(String namespace, String key) {
        VersionedValue found = state.find(namespace, key);
        KVRead.Builder read = KVRead.newBuilder().setKey(key);
        if (found != null) {
            read.getVersionBuilder()
                    .setBlockNum(found.version().blockNumber())
                    .setTxNum(found.version().transactionNumber());
        }
        sorted(reads, namespace).put(ByteString.copyFromUtf8(key), read.build());
        return found == null ? ByteString.EMPTY : found.value();
    }

    /** Walks the keys from `start` to before `end`; an empty `end` is no bound. */
    public synchronized RangeScan scan(String namespace, String start, String end) {
        var keys = WorldState.within(
                state.namespace(namespace), ByteString.copyFromUtf8(start), ByteString.copyFromUtf8(end), false);
        RangeScan scan = new RangeScan(namespace, start, end, keys.entrySet().iterator());
        scans.add(scan);
        return scan;
    }

    /** Writes a key; an empty value deletes it; the last write of a key counts. */
    public synchronized void put(String namespace, String key, ByteString value) {
        KVWrite write = KVWrite.newBuilder()
                .setKey(key)
                .setIsDelete(value.isEmpty())
                .setValue(value)
                .build();
        sorted(writes, namespace).put(ByteString.copyFromUtf8(key), write);
    }

    /** What was read and written, sorted by namespace and by the UTF-8 bytes of the keys. */
    public synchronized TxReadWriteSet results() {
        SortedMap<String, KVRWSet.Builder> namespaces = new TreeMap<>();
        reads.forEach((namespace, all) -> builder(namespaces, namespace).addAllReads(all.values()));
        scans.forEach(scan -> builder(namespaces, scan.namespace()).addRangeQueriesInfo(scan.record()));
        writes.forEach((namespace, all) -> builder(namespaces, namespace).addAllWrites(all.values()));
        TxReadWriteSet.Builder results = TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
        namespaces.forEach((namespace, set) -> results.addNsRwset(NsReadWriteSet.newBuilder()
                .setNamespace(namespace)
                .setRwset(set.build().toByteString())));
        return results.build();
    }

    @Override
    public void close() {
        release.run();
    }

    private static KVRWSet.Builder builder(Map<String, KVRWSet.Builder> namespaces, String namespace) {
        return namespaces.computeIfAbsent(namespace, name -> KVRWSet.newBuilder());
    }

    private static <T> SortedMap<ByteString, T> sorted(
            Map<String, SortedMap<ByteString, T>> namespaces, String namespace) {
        return namespaces.computeIfAbsent(namespace, name -> new TreeMap<>(WorldState.KEY_ORDER));
    }
}
