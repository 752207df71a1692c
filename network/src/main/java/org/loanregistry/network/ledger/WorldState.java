package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.jspecify.annotations.Nullable;

/** One peer's keys and values, sorted by the UTF-8 bytes of the keys. Reads from many threads, one writer. */
final class WorldState {
    /** Fabric's order of keys, which is not that of Java's strings. */
    static final Comparator<ByteString> KEY_ORDER = ByteString.unsignedLexicographicalComparator();

    private final Map<String, NavigableMap<ByteString, VersionedValue>> namespaces = new ConcurrentHashMap<>();

    NavigableMap<ByteString, VersionedValue> namespace(String name) {
        return namespaces.computeIfAbsent(name, any -> new ConcurrentSkipListMap<>(KEY_ORDER));
    }

    /** The keys from `start` to `end`; an empty `end` is no bound. */
    static <T> NavigableMap<ByteString, T> within(
            NavigableMap<ByteString, T> keys, ByteString start, ByteString end, boolean inclusive) {
        if (end.isEmpty()) {
            return keys.tailMap(start, true);
        }
        // A range that ends before it starts holds nothing; a sorted map would refuse it.
        ByteString from = KEY_ORDER.compare(start, end) > 0 ? end : start;
        return keys.subMap(from, true, end, inclusive && from.equals(start));
    }

    @Nullable
    VersionedValue find(String namespace, String key) {
        return namespace(namespace).get(ByteString.copyFromUtf8(key));
    }

    void put(String namespace, String key, VersionedValue value) {
        namespace(namespace).put(ByteString.copyFromUtf8(key), value);
    }

    void apply(String namespace, KVWrite write, Version version) {
        if (write.getIsDelete() || write.getValue().isEmpty()) {
            namespace(namespace).remove(write.getKeyBytes());
        } else {
            namespace(namespace).put(write.getKeyBytes(), new VersionedValue(write.getValue(), version));
        }
    }

    /** Whether the key still has the version that was read, or is still absent. */
    boolean isAsRead(String namespace, KVRead read) {
        VersionedValue now = find(namespace, read.getKey());
        if (!read.hasVersion() || now == null) {
            return !read.hasVersion() && now == null;
        }
        return now.version().blockNumber() == read.getVersion().getBlockNum()
                && now.version().transactionNumber() == read.getVersion().getTxNum();
    }
}
