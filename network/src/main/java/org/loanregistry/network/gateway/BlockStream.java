package org.loanregistry.network.gateway;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.loanregistry.network.ledger.PeerLedger;

/** One client's stream of something made from blocks: waits for the peer's next block and for a client that can take more. */
final class BlockStream<T> {
    /** How often a waiting stream looks whether its client is still there. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final PeerLedger peer;
    private final ServerCallStreamObserver<T> client;
    private final Semaphore changed = new Semaphore(0);

    /** To be made while the call is being set up: gRPC takes the handlers only then. */
    BlockStream(PeerLedger peer, ServerCallStreamObserver<T> client) {
        this.peer = peer;
        this.client = client;
        client.setOnReadyHandler(changed::release);
        client.setOnCancelHandler(changed::release);
    }

    enum Wait {
        /** The block is there. */
        BLOCK,
        /** The client went away. */
        CANCELLED,
        /** The network stops. */
        CLOSED
    }

    Wait awaitBlock(long number) throws InterruptedException {
        while (!client.isCancelled() && peer.height() <= number) {
            if (!peer.awaitHeight(number + 1, LOOK.toNanos())) {
                return Wait.CLOSED;
            }
        }
        return client.isCancelled() ? Wait.CANCELLED : Wait.BLOCK;
    }

    /** Sends when the client can take it; false if it went away instead. */
    boolean send(T message) throws InterruptedException {
        while (!client.isReady() && !client.isCancelled()) {
            changed.acquire();
        }
        if (client.isCancelled()) {
            return false;
        }
        client.onNext(message);
        return true;
    }

    void complete() {
        client.onCompleted();
    }

    void fail(Throwable cause) {
        client.onError(cause);
    }
}
