package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;

/** A value, never empty (writing an empty one deletes the key), with its version. */
public record VersionedValue(ByteString value, Version version) {
    /** Refuses an empty value. */
    public VersionedValue {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty value is an absent key");
        }
    }
}
