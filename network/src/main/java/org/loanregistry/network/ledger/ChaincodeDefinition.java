package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;

/** The one contract of the channel, as the organisations would have committed it: static here. */
public record ChaincodeDefinition(String name, String version, long sequence, String packageId) {
    /** The namespace in which definitions stand. */
    public static final String LIFECYCLE = "_lifecycle";

    /** The key that every transaction reads, so that an upgrade invalidates what is under way. */
    public String sequenceKey() {
        return "namespaces/fields/" + name + "/Sequence";
    }

    ByteString sequenceValue() {
        return StateData.newBuilder().setInt64(sequence).build().toByteString();
    }
}
