package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.jspecify.annotations.Nullable;

/** One peer's keys and values, sorted by the UTF-8 bytes of the keys. Reads from many threads, one writer. */
final class WorldState {
    private record Key(String namespace, ByteString key) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::namespace)
                .thenComparing(Key::key, ByteString.unsignedLexicographicalComparator());

        static Key of(String namespace, String key) {
            return new Key(namespace, ByteString.copyFromUtf8(key));
        }
    }

    private final NavigableMap<Key, VersionedValue> values = new ConcurrentSkipListMap<>(Key.ORDER);

    @Nullable
    VersionedValue find(String namespace, String key) {
        return values.get(Key.of(namespace, key));
    }

    void put(String namespace, String key, VersionedValue value) {
        values.put(Key.of(namespace, key), value);
    }

    void apply(String namespace, KVWrite write, Version version) {
        Key key = Key.of(namespace, write.getKey());
        if (write.getIsDelete() || write.getValue().isEmpty()) {
            values.remove(key);
        } else {
            values.put(key, new VersionedValue(write.getValue(), version));
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
