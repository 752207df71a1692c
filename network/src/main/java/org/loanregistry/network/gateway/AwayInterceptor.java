package org.loanregistry.network.gateway;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Ends every new call to a peer that is switched away, as a connection to a dead one would. */
public final class AwayInterceptor implements ServerInterceptor {
    private final Faults faults;
    private final String mspId;

    /** In front of the services of the peer of `mspId`. */
    public AwayInterceptor(Faults faults, String mspId) {
        this.faults = faults;
        this.mspId = mspId;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (faults.isAway(mspId)) {
            call.close(
                    Status.UNAVAILABLE.withDescription("the peer of " + mspId + " is switched away"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
