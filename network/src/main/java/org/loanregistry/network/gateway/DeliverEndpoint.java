package org.loanregistry.network.gateway;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/** Fabric's Deliver service at one organisation's peer: whole blocks, or what a client may know of them without reading. */
public final class DeliverEndpoint extends DeliverGrpc.DeliverImplBase {
    private final Channel channel;
    private final Peer own;
    private final ExecutorService executor;
    private final InstantSource clock;

    /** The blocks of the peer `own`. */
    public DeliverEndpoint(Channel channel, Peer own, ExecutorService executor, InstantSource clock) {
        this.channel = channel;
        this.own = own;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> client) {
        return open(
                client, block -> DeliverResponse.newBuilder().setBlock(block).build());
    }

    @Override
    public StreamObserver<Envelope> deliverFiltered(StreamObserver<DeliverResponse> client) {
        return open(
                client,
                block -> DeliverResponse.newBuilder()
                        .setFilteredBlock(FilteredBlocks.of(channel.id(), block))
                        .build());
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> client) {
        client.onError(Status.UNIMPLEMENTED
                .withDescription("not in the development network's scope: DeliverWithPrivateData")
                .asRuntimeException());
        return new StreamObserver<>() {
            @Override
            public void onNext(Envelope envelope) {}

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onCompleted() {}
        };
    }

    private StreamObserver<Envelope> open(StreamObserver<DeliverResponse> client, DeliverSession.Form form) {
        var stream = new BlockStream<>(own.ledger(), (ServerCallStreamObserver<DeliverResponse>) client);
        DeliverSession session = new DeliverSession(channel, own.ledger(), clock, form, stream);
        executor.execute(session);
        return session;
    }
}
