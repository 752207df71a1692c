package org.loanregistry.network.contract;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A peer's way to its contract server. It keeps one stream and dials again with the next invocation after it broke; a
 * refused connection fails that invocation at once.
 */
public final class ContractConnection implements AutoCloseable {
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final InetSocketAddress address;
    private final String packageId;
    private final Duration executeTimeout;
    private final Executor executor;
    private @Nullable ContractSession session;

    /** A connection to the server at `address`, which must register as `packageId`. */
    public ContractConnection(InetSocketAddress address, String packageId, Duration executeTimeout, Executor executor) {
        this.address = address;
        this.packageId = packageId;
        this.executeTimeout = executeTimeout;
        this.executor = executor;
    }

    /** Dials unless connected. Throws {@link NotConnectedException}. */
    public synchronized void connect() throws InterruptedException {
        open();
    }

    /** Calls the contract and waits for its answer. */
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        ContractSession open;
        try {
            open = open();
        } catch (NotConnectedException e) {
            return new InvocationResult.Failed(
                    "could not launch chaincode " + packageId + ": connection to it failed: " + e.getMessage());
        }
        try {
            return open.invoke(invocation).get(executeTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            open.abandon(invocation.proposal().transactionId());
            return new InvocationResult.Failed("timeout expired while executing transaction");
        } catch (ExecutionException e) {
            return new InvocationResult.Failed(String.valueOf(e.getCause()));
        }
    }

    private synchronized ContractSession open() throws InterruptedException {
        if (session != null && session.isOpen()) {
            return session;
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
        ContractSession fresh = new ContractSession(channel, packageId);
        try {
            fresh.open().get(DIAL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new NotConnectedException(address + ": " + e.getMessage(), e);
        } catch (TimeoutException e) {
            fresh.end(ContractSession.TERMINATED);
            throw new NotConnectedException(address + ": no registration within " + DIAL_TIMEOUT, e);
        }
        session = fresh;
        return fresh;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.end(ContractSession.TERMINATED);
        }
    }
}
