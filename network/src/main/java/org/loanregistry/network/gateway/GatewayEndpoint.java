package org.loanregistry.network.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.jspecify.annotations.Nullable;
import org.loanregistry.network.ledger.OrderAnswer;

/** Fabric's Gateway service at one organisation's endpoint. */
public final class GatewayEndpoint extends GatewayGrpc.GatewayImplBase {
    private static final System.Logger LOG = System.getLogger(GatewayEndpoint.class.getName());

    /** Longer than any deadline; the network's end interrupts it. */
    private static final Duration ETERNITY = Duration.ofDays(1);

    private final Channel channel;
    private final Peer own;
    private final Evaluation evaluation;
    private final EndorsementPlan endorsement;
    private final ExecutorService executor;

    /** The gateway of the organisation of `own`. */
    public GatewayEndpoint(Channel channel, Peer own, ExecutorService executor, Random random) {
        this.channel = channel;
        this.own = own;
        this.executor = executor;
        this.evaluation = new Evaluation(channel, own);
        this.endorsement = new EndorsementPlan(channel, own, executor, random);
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> client) {
        answer(client, () -> evaluation.evaluate(request));
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> client) {
        answer(client, () -> endorsement.endorse(request));
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> client) {
        answer(client, () -> submit(request));
    }

    private SubmitResponse submit(SubmitRequest request) throws InterruptedException {
        Envelope envelope = request.getPreparedTransaction();
        if (!request.hasPreparedTransaction()) {
            throw GatewayError.invalidArgument("a prepared transaction is required");
        }
        if (envelope.getSignature().isEmpty()) {
            throw GatewayError.invalidArgument("prepared transaction must be signed");
        }
        if (!channel.isNamed(request.getChannelId())) {
            throw GatewayError.of(
                    Status.Code.FAILED_PRECONDITION, "no metadata for channel [" + request.getChannelId() + "]");
        }
        return order(envelope);
    }

    private SubmitResponse order(Envelope envelope) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(channel.faults().delay().toNanos());
        Faults.Submission fault = channel.faults().takeSubmission();
        if (fault == Faults.Submission.LOST) {
            return SubmitResponse.getDefaultInstance();
        }
        return switch (channel.orderer().order(envelope)) {
            case OrderAnswer.Accepted accepted -> accepted(fault);
            case OrderAnswer.Refused(var status, String info) -> {
                String message = "received unsuccessful response from orderer: status=" + status + ", info=" + info;
                throw status.getNumber() < 500
                        ? GatewayError.of(Status.Code.ABORTED, message)
                        : GatewayError.of(
                                Status.Code.UNAVAILABLE,
                                "no orderers could successfully process transaction",
                                own.detail(message));
            }
        };
    }

    private static SubmitResponse accepted(Faults.@Nullable Submission fault) throws InterruptedException {
        if (fault == Faults.Submission.UNANSWERED) {
            TimeUnit.NANOSECONDS.sleep(ETERNITY.toNanos());
        }
        if (fault == Faults.Submission.FALSE_FAILURE) {
            throw GatewayError.of(
                    Status.Code.UNAVAILABLE,
                    "insufficient number of orderers could successfully process transaction to satisfy quorum requirement");
        }
        return SubmitResponse.getDefaultInstance();
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest signed, StreamObserver<CommitStatusResponse> client) {
        CommitStatusRequest request;
        try {
            request = CommitStatusRequest.parseFrom(signed.getRequest());
            if (request.getIdentity().isEmpty()
                    || request.getChannelId().isEmpty()
                    || request.getTransactionId().isEmpty()) {
                throw GatewayError.invalidArgument("identity, channel and transaction id are required");
            }
            Readers.require(
                    channel.ledger().config(),
                    request.getChannelId(),
                    request.getIdentity(),
                    signed.getRequest(),
                    signed.getSignature());
        } catch (InvalidProtocolBufferException e) {
            client.onError(GatewayError.invalidArgument("invalid status request: " + e.getMessage()));
            return;
        } catch (StatusRuntimeException e) {
            client.onError(e);
            return;
        }
        // With a handler an answer to a client that went away is dropped; without, it throws.
        ((ServerCallStreamObserver<CommitStatusResponse>) client).setOnCancelHandler(() -> {});
        var ignored = own.ledger().whenCommitted(request.getTransactionId()).whenComplete((commit, failure) -> {
            if (commit == null) {
                client.onError(GatewayError.of(Status.Code.ABORTED, "channel closed"));
            } else {
                client.onNext(CommitStatusResponse.newBuilder()
                        .setResult(commit.code())
                        .setBlockNumber(commit.blockNumber())
                        .build());
                client.onCompleted();
            }
        });
    }

    @Override
    public void chaincodeEvents(SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> client) {
        try {
            ChaincodeEventsRequest request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
            if (request.getChannelId().isEmpty() || request.getChaincodeId().isEmpty()) {
                throw GatewayError.invalidArgument("channel and chaincode are required");
            }
            Readers.require(
                    channel.ledger().config(),
                    request.getChannelId(),
                    request.getIdentity(),
                    signed.getRequest(),
                    signed.getSignature());
            executor.execute(new EventFeed(
                    channel.ledger(), own.ledger(), request, (ServerCallStreamObserver<ChaincodeEventsResponse>)
                            client));
        } catch (InvalidProtocolBufferException e) {
            client.onError(GatewayError.invalidArgument("invalid events request: " + e.getMessage()));
        } catch (StatusRuntimeException e) {
            client.onError(e);
        }
    }

    private static <T> void answer(StreamObserver<T> client, Callable<T> work) {
        try {
            client.onNext(work.call());
            client.onCompleted();
        } catch (StatusRuntimeException e) {
            client.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            client.onError(Status.CANCELLED.asRuntimeException());
        } catch (Exception e) {
            LOG.log(Level.ERROR, "a call broke", e);
            client.onError(GatewayError.of(Status.Code.INTERNAL, "the network broke: " + e));
        }
    }
}
