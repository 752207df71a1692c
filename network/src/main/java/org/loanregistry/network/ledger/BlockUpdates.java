package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;

/** What the valid transactions of a block, so far, change in one peer's state, and whether what another read still holds. */
final class BlockUpdates {
    private final WorldState state;
    private final Map<String, NavigableMap<ByteString, Optional<Version>>> updates = new HashMap<>();

    BlockUpdates(WorldState state) {
        this.state = state;
    }

    void add(ExaminedTransaction transaction, Version version) {
        for (ExaminedTransaction.Namespace namespace : transaction.namespaces()) {
            for (KVWrite write : namespace.set().getWritesList()) {
                boolean deletes = write.getIsDelete() || write.getValue().isEmpty();
                of(namespace.name()).put(write.getKeyBytes(), deletes ? Optional.empty() : Optional.of(version));
            }
        }
    }

    private NavigableMap<ByteString, Optional<Version>> of(String namespace) {
        return updates.computeIfAbsent(namespace, name -> new TreeMap<>(WorldState.KEY_ORDER));
    }

    /** A key written earlier in the block is not as read, whatever was written. */
    boolean isAsRead(String namespace, KVRead read) {
        return !of(namespace).containsKey(read.getKeyBytes()) && state.isAsRead(namespace, read);
    }

    /** Walks the range again, over the state with the block's earlier changes: the same keys in the same versions. */
    boolean isAsRead(String namespace, RangeQueryInfo range) {
        if (range.hasReadsMerkleHashes()) {
            return false;
        }
        NavigableMap<ByteString, Version> now = new TreeMap<>(WorldState.KEY_ORDER);
        boolean inclusive = !range.getItrExhausted();
        WorldState.within(state.namespace(namespace), range.getStartKeyBytes(), range.getEndKeyBytes(), inclusive)
                .forEach((key, value) -> now.put(key, value.version()));
        WorldState.within(of(namespace), range.getStartKeyBytes(), range.getEndKeyBytes(), inclusive)
                .forEach((key, version) ->
                        version.ifPresentOrElse(written -> now.put(key, written), () -> now.remove(key)));
        List<KVRead> then = range.getRawReads().getKvReadsList();
        return now.size() == then.size() && then.stream().allMatch(read -> isSame(now.get(read.getKeyBytes()), read));
    }

    private static boolean isSame(@Nullable Version now, KVRead read) {
        return now != null
                && now.blockNumber() == read.getVersion().getBlockNum()
                && now.transactionNumber() == read.getVersion().getTxNum();
    }
}
