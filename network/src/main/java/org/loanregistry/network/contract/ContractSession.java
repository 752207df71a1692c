package org.loanregistry.network.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a contract server, from REGISTER to its end. States: created (only REGISTER is taken), ready, closed. A
 * message that the state does not allow ends the stream, as at a Fabric peer.
 */
final class ContractSession implements StreamObserver<ChaincodeMessage> {
    static final String TERMINATED = "chaincode stream terminated";

    private record Running(StateRequests state, CompletableFuture<InvocationResult> result) {}

    private final ManagedChannel channel;
    private final String packageId;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private @Nullable StreamObserver<ChaincodeMessage> requests;
    private volatile @Nullable String ended;

    ContractSession(ManagedChannel channel, String packageId) {
        this.channel = channel;
        this.packageId = packageId;
    }

    /** Dials; completes when the contract is registered and ready. */
    CompletableFuture<Void> open() {
        synchronized (this) {
            requests = ChaincodeGrpc.newStub(channel).connect(this);
        }
        return ready;
    }

    boolean isOpen() {
        return ended == null;
    }

    CompletableFuture<InvocationResult> invoke(Invocation invocation) {
        String id = invocation.proposal().transactionId();
        String channelId = invocation.proposal().channelId();
        CompletableFuture<InvocationResult> result = new CompletableFuture<>();
        StateRequests state = new StateRequests(invocation.proposal().chaincodeName(), invocation.simulation());
        if (running.putIfAbsent(id, new Running(state, result)) != null) {
            return CompletableFuture.completedFuture(
                    new InvocationResult.Failed("txid: " + id + "(" + channelId + ") exists"));
        }
        String over = ended;
        if (over != null) {
            running.remove(id);
            return CompletableFuture.completedFuture(new InvocationResult.Failed(over));
        }
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.TRANSACTION)
                .setTxid(id)
                .setChannelId(channelId)
                .setTimestamp(invocation.proposal().channelHeader().getTimestamp())
                .setPayload(invocation.proposal().input().toByteString())
                .setProposal(invocation.proposal().signed())
                .build());
        return result;
    }

    /** Forgets a call that took too long; the contract may go on with it, unheard. */
    void abandon(String transactionId) {
        running.remove(transactionId);
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        if (!ready.isDone()) {
            register(message);
            return;
        }
        Running call = running.get(message.getTxid());
        switch (message.getType()) {
            case COMPLETED -> complete(message, completed(message));
            case ERROR ->
                complete(
                        message,
                        new InvocationResult.Failed("transaction returned with failure: "
                                + message.getPayload().toStringUtf8()));
            case KEEPALIVE -> {}
            case REGISTER, REGISTERED, READY, INIT, TRANSACTION, RESPONSE, UNDEFINED, UNRECOGNIZED ->
                end("the contract sent " + message.getType() + " out of turn");
            case GET_STATE,
                    PUT_STATE,
                    DEL_STATE,
                    INVOKE_CHAINCODE,
                    GET_STATE_BY_RANGE,
                    GET_QUERY_RESULT,
                    QUERY_STATE_NEXT,
                    QUERY_STATE_CLOSE,
                    GET_HISTORY_FOR_KEY,
                    GET_STATE_METADATA,
                    PUT_STATE_METADATA,
                    GET_PRIVATE_DATA_HASH,
                    PURGE_PRIVATE_DATA,
                    WRITE_BATCH_STATE,
                    GET_STATE_MULTIPLE -> {
                if (call != null) {
                    send(call.state().answer(message));
                }
            }
        }
    }

    private void register(ChaincodeMessage message) {
        String name;
        try {
            name = ChaincodeID.parseFrom(message.getPayload()).getName();
        } catch (InvalidProtocolBufferException e) {
            name = "?";
        }
        if (message.getType() != ChaincodeMessage.Type.REGISTER || !name.equals(packageId)) {
            end("the contract server registers " + name + " instead of " + packageId);
            return;
        }
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTERED)
                .build());
        send(ChaincodeMessage.newBuilder().setType(ChaincodeMessage.Type.READY).build());
        ready.complete(null);
    }

    private void complete(ChaincodeMessage message, InvocationResult result) {
        Running call = running.remove(message.getTxid());
        if (call != null) {
            String outOfScope = call.state().outOfScope();
            call.result().complete(outOfScope == null ? result : new InvocationResult.Failed(outOfScope));
        }
    }

    private static InvocationResult completed(ChaincodeMessage message) {
        try {
            return new InvocationResult.Answered(
                    Response.parseFrom(message.getPayload()),
                    message.hasChaincodeEvent() ? message.getChaincodeEvent() : null);
        } catch (InvalidProtocolBufferException e) {
            return new InvocationResult.Failed("the contract's answer does not parse");
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(TERMINATED + ": " + cause.getMessage());
    }

    @Override
    public void onCompleted() {
        end(TERMINATED);
    }

    /** Ends the stream; every call under way fails with this reason. */
    void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
        ready.completeExceptionally(new IllegalStateException(reason));
        for (String id : List.copyOf(running.keySet())) {
            Running call = running.remove(id);
            if (call != null) {
                call.result().complete(new InvocationResult.Failed(reason));
            }
        }
        channel.shutdownNow();
    }

    private synchronized void send(ChaincodeMessage message) {
        if (requests != null && ended == null) {
            requests.onNext(message);
        }
    }
}
