package org.loanregistry.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.msp.Identity;
import org.loanregistry.network.msp.Organisation;
import org.loanregistry.network.msp.SigningIdentity;
import org.loanregistry.network.wire.BlockBytes;

/** Puts transactions in order: one thread, no consensus. It does not look inside them. */
public final class Orderer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Orderer.class.getName());
    private static final int MAX_PENDING = 10_000;
    private static final int NONCE_BYTES = 24;
    /** AbsoluteMaxBytes. */
    private static final int MAX_MESSAGE_BYTES = 10 << 20;

    /** When a block is cut: after `timer`, or at `maxMessages` transactions, or at `preferredBytes`. */
    public record Cutting(Duration timer, int maxMessages, int preferredBytes) {
        /** 100 ms, 500 transactions, 2 MiB. */
        public static Cutting usual() {
            return new Cutting(Duration.ofMillis(100), 500, 2 << 20);
        }
    }

    private final Ledger ledger;
    private final SigningIdentity identity;
    private final Cutting cutting;
    private final InstantSource clock;
    private final SecureRandom random;
    private final BlockingQueue<Envelope> pending = new LinkedBlockingQueue<>(MAX_PENDING);
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String failure;

    /** An orderer that signs as `identity`; call {@link #start()}. */
    public Orderer(Ledger ledger, SigningIdentity identity, Cutting cutting, InstantSource clock, SecureRandom random) {
        this.ledger = ledger;
        this.identity = identity;
        this.cutting = cutting;
        this.clock = clock;
        this.random = random;
        this.thread = new Thread(this::run, "orderer");
    }

    /** Block 0 of a new channel, signed: OutOf(`endorsers`, peers of `endorsing`) must endorse. */
    public static Block genesis(
            String channelId,
            List<Organisation> peers,
            Organisation orderer,
            int endorsers,
            List<String> endorsing,
            Instant now,
            SecureRandom random) {
        return BlockSeal.sign(
                ChannelConfig.genesis(channelId, peers, orderer, endorsers, endorsing, now),
                orderer.node(),
                nonce(random));
    }

    /** Starts the one thread that cuts blocks. */
    public void start() {
        thread.start();
    }

    /** Takes a signed transaction of a writer of the channel. */
    public OrderAnswer order(Envelope envelope) {
        String stopped = failure;
        if (closing || stopped != null) {
            return refused(Status.SERVICE_UNAVAILABLE, stopped == null ? "the orderer is stopping" : stopped);
        }
        if (envelope.getSerializedSize() > MAX_MESSAGE_BYTES) {
            return refused(Status.REQUEST_ENTITY_TOO_LARGE, "message payload exceeds the maximum batch size");
        }
        Optional<Identity> signer = signer(envelope);
        if (signer.filter(Identity::isWriter).isEmpty()) {
            return refused(
                    Status.FORBIDDEN, "implicit policy evaluation failed - 0 sub-policies of 'Writers' were satisfied");
        }
        if (signer.get().isExpired(clock.instant())) {
            return refused(Status.FORBIDDEN, "identity expired");
        }
        return pending.offer(envelope)
                ? new OrderAnswer.Accepted()
                : refused(Status.SERVICE_UNAVAILABLE, "too many transactions are pending");
    }

    private static OrderAnswer refused(Status status, String info) {
        return new OrderAnswer.Refused(status, info);
    }

    private Optional<Identity> signer(Envelope envelope) {
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            SignatureHeader header =
                    SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
            return ledger.config()
                    .members()
                    .signer(header.getCreator(), envelope.getPayload(), envelope.getSignature());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private void run() {
        try {
            while (!closing || !pending.isEmpty()) {
                BlockData data = collect();
                if (data.getDataCount() > 0) {
                    ledger.append(BlockSeal.sign(next(data), identity, nonce(random)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure = "no more blocks can be written: " + e.getMessage();
            LOG.log(Level.ERROR, failure, e);
        }
    }

    /** Waits for a first transaction and then for more until the block is to be cut; empty if there is none yet. */
    private BlockData collect() throws InterruptedException {
        BlockData.Builder data = BlockData.newBuilder();
        Envelope next = pending.poll(cutting.timer().toNanos(), TimeUnit.NANOSECONDS);
        long deadline = System.nanoTime() + cutting.timer().toNanos();
        long bytes = 0;
        while (next != null) {
            ByteString marshalled = next.toByteString();
            data.addData(marshalled);
            bytes += marshalled.size();
            if (data.getDataCount() >= cutting.maxMessages() || bytes >= cutting.preferredBytes()) {
                break;
            }
            next = pending.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return data.build();
    }

    private Block next(BlockData data) {
        BlockHeader last = ledger.last();
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(last.getNumber() + 1)
                .setPreviousHash(BlockBytes.hash(last))
                .setDataHash(BlockBytes.dataHash(data))
                .build();
        return Block.newBuilder().setHeader(header).setData(data).build();
    }

    private static ByteString nonce(SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return ByteString.copyFrom(nonce);
    }

    /** Writes what is pending and stops. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
