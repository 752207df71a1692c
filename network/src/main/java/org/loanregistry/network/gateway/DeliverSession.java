package org.loanregistry.network.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.loanregistry.network.ledger.PeerLedger;

/**
 * One client's deliveries (common/deliver/deliver.go): each envelope that it sends asks for a range of blocks; they
 * follow, and then a status. Any status but SUCCESS ends the stream.
 */
final class DeliverSession implements StreamObserver<Envelope>, Runnable {
    /** peer.authentication.timewindow. */
    private static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    /** How a block is shown. */
    interface Form {
        DeliverResponse of(Block block) throws InvalidProtocolBufferException;
    }

    private final Channel channel;
    private final PeerLedger peer;
    private final InstantSource clock;
    private final Form form;
    private final BlockStream<DeliverResponse> client;
    private final BlockingQueue<Optional<Envelope>> asked = new LinkedBlockingQueue<>();

    DeliverSession(
            Channel channel, PeerLedger peer, InstantSource clock, Form form, BlockStream<DeliverResponse> client) {
        this.channel = channel;
        this.peer = peer;
        this.clock = clock;
        this.form = form;
        this.client = client;
    }

    @Override
    public void onNext(Envelope envelope) {
        asked.add(Optional.of(envelope));
    }

    @Override
    public void onError(Throwable cause) {
        asked.add(Optional.empty());
    }

    @Override
    public void onCompleted() {
        asked.add(Optional.empty());
    }

    @Override
    public void run() {
        try {
            for (Optional<Envelope> next = asked.take(); next.isPresent(); next = asked.take()) {
                Optional<Status> status = deliver(next.get());
                if (status.isEmpty()) {
                    return;
                }
                boolean sent = client.send(
                        DeliverResponse.newBuilder().setStatus(status.get()).build());
                if (!sent || status.get() != Status.SUCCESS) {
                    break;
                }
            }
            client.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            client.fail(GatewayError.of(io.grpc.Status.Code.INTERNAL, "a block cannot be read: " + e.getMessage()));
        }
    }

    /** Sends the blocks that the envelope asks for; the status that ends them, or empty if nobody is left to hear it. */
    private Optional<Status> deliver(Envelope envelope) throws InterruptedException, IOException {
        SeekInfo seek;
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (!isTimely(header)) {
                return Optional.of(Status.BAD_REQUEST);
            }
            if (!channel.isNamed(header.getChannelId())) {
                return Optional.of(Status.NOT_FOUND);
            }
            seek = SeekInfo.parseFrom(payload.getData());
            if (!isReader(envelope, payload)) {
                return Optional.of(Status.FORBIDDEN);
            }
        } catch (InvalidProtocolBufferException e) {
            return Optional.of(Status.BAD_REQUEST);
        }
        if (!seek.hasStart() || !seek.hasStop()) {
            return Optional.of(Status.BAD_REQUEST);
        }
        OptionalLong start = start(seek.getStart(), peer.height());
        if (start.isEmpty()) {
            return Optional.of(Status.NOT_FOUND);
        }
        long stop = stop(seek, start.getAsLong());
        return stop < start.getAsLong() && seek.getStop().hasSpecified()
                ? Optional.of(Status.BAD_REQUEST)
                : send(seek, start.getAsLong(), stop);
    }

    private Optional<Status> send(SeekInfo seek, long start, long stop) throws InterruptedException, IOException {
        for (long number = start; ; number++) {
            if (seek.getBehavior() == SeekInfo.SeekBehavior.FAIL_IF_NOT_READY && number >= peer.height()) {
                return Optional.of(Status.NOT_FOUND);
            }
            switch (client.awaitBlock(number)) {
                case CANCELLED -> {
                    return Optional.empty();
                }
                case CLOSED -> {
                    return Optional.of(Status.SERVICE_UNAVAILABLE);
                }
                case BLOCK -> {
                    Block block = channel.ledger().block(number);
                    try {
                        if (!client.send(form.of(block))) {
                            return Optional.empty();
                        }
                    } catch (InvalidProtocolBufferException e) {
                        // A block may hold a transaction that does not even parse; it cannot be shown filtered.
                        return Optional.of(Status.BAD_REQUEST);
                    }
                }
            }
            if (number == stop) {
                return Optional.of(Status.SUCCESS);
            }
        }
    }

    /** The first block; empty if the ledger does not have it and would not have it next. */
    private static OptionalLong start(SeekPosition position, long height) {
        return switch (position.getTypeCase()) {
            case OLDEST -> OptionalLong.of(0);
            case NEWEST -> OptionalLong.of(height - 1);
            case NEXT_COMMIT -> OptionalLong.of(height);
            case SPECIFIED -> {
                // The number is unsigned on the wire.
                long number = position.getSpecified().getNumber();
                yield Long.compareUnsigned(number, height) > 0 ? OptionalLong.empty() : OptionalLong.of(number);
            }
            case TYPE_NOT_SET -> OptionalLong.empty();
        };
    }

    private long stop(SeekInfo seek, long start) {
        return switch (seek.getStop().getTypeCase()) {
            case OLDEST -> start;
            case NEWEST -> seek.getStart().equals(seek.getStop()) ? start : peer.height() - 1;
            case SPECIFIED -> {
                long number = seek.getStop().getSpecified().getNumber();
                yield number < 0 ? Long.MAX_VALUE : number;
            }
            case NEXT_COMMIT, TYPE_NOT_SET -> 0;
        };
    }

    private boolean isTimely(ChannelHeader header) {
        Timestamp stated = header.getTimestamp();
        Instant then = Instant.ofEpochSecond(stated.getSeconds(), stated.getNanos());
        return header.hasTimestamp()
                && Duration.between(then, clock.instant()).abs().compareTo(TIME_WINDOW) <= 0;
    }

    private boolean isReader(Envelope envelope, Payload payload) throws InvalidProtocolBufferException {
        SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        return channel.ledger()
                .config()
                .members()
                .signer(signer.getCreator(), envelope.getPayload(), envelope.getSignature())
                .filter(identity -> !identity.isExpired(clock.instant()))
                .isPresent();
    }
}
