package org.loanregistry.network.contract;

import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;

/** How a call of the contract ended. */
public sealed interface InvocationResult {
    /** The contract answered, possibly with a refusal (status 400 and above); at most one event. */
    record Answered(Response response, @Nullable ChaincodeEvent event) implements InvocationResult {}

    /** There is no answer: no connection, time is over, the stream broke, or the contract threw. */
    record Failed(String reason) implements InvocationResult {}
}
