package org.loanregistry.registry.log;

import java.util.Set;
import java.util.UUID;

/**
 * A leaf to be put in a log.
 *
 * @param recordId the record version it commits to, unique in the log
 * @param leafData the 69 bytes of docs/formats.md 1
 * @param feeds the ids of the lenders whose feed gets it, possibly none
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record NewLeaf(UUID recordId, byte[] leafData, Set<String> feeds) {
    /** Bytes of leaf data in a log of ours. */
    public static final int LEAF_BYTES = 69;

    /** Copies what it is given; refuses any other length of leaf data. */
    public NewLeaf {
        if (leafData.length != LEAF_BYTES) {
            throw new IllegalArgumentException("leaf data of " + leafData.length + " bytes, want " + LEAF_BYTES);
        }
        leafData = leafData.clone();
        feeds = Set.copyOf(feeds);
    }

    @Override
    public byte[] leafData() {
        return leafData.clone();
    }
}
