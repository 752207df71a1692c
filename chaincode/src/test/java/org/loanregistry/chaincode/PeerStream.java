package org.loanregistry.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** The peer's end of the chaincode stream, with a state of its own; what is written counts at once. */
final class PeerStream implements AutoCloseable {
    private static final String CHANNEL = "loans";

    private final BlockingQueue<ChaincodeMessage> received = new LinkedBlockingQueue<>();
    private final Map<String, ByteString> state = new HashMap<>();
    private final ManagedChannel channel;
    private final StreamObserver<ChaincodeMessage> toContract;

    PeerStream(int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        toContract = ChaincodeGrpc.newStub(channel).withWaitForReady().connect(new StreamObserver<>() {
            @Override
            public void onNext(ChaincodeMessage message) {
                received.add(message);
            }

            @Override
            public void onError(Throwable failure) {
                String text = String.valueOf(failure);
                received.add(message(ChaincodeMessage.Type.UNDEFINED, "", ByteString.copyFromUtf8(text)));
            }

            @Override
            public void onCompleted() {}
        });
    }

    ChaincodeMessage next() throws InterruptedException {
        ChaincodeMessage message = received.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("the contract said nothing for 30 seconds");
        }
        return message;
    }

    void welcome() {
        toContract.onNext(message(ChaincodeMessage.Type.REGISTERED, "", ByteString.EMPTY));
        toContract.onNext(message(ChaincodeMessage.Type.READY, "", ByteString.EMPTY));
    }

    /** Runs one transaction to its COMPLETED message, answering what the contract asks of the state. */
    ChaincodeMessage call(String transactionId, ByteString creator, String... arguments) throws Exception {
        ChaincodeInput.Builder input = ChaincodeInput.newBuilder();
        List.of(arguments).forEach(argument -> input.addArgs(ByteString.copyFromUtf8(argument)));
        toContract.onNext(
                message(
                                ChaincodeMessage.Type.TRANSACTION,
                                transactionId,
                                input.build().toByteString())
                        .toBuilder()
                        .setProposal(proposal(transactionId, creator))
                        .build());
        ChaincodeMessage message = next();
        while (message.getType() == ChaincodeMessage.Type.GET_STATE
                || message.getType() == ChaincodeMessage.Type.PUT_STATE) {
            toContract.onNext(message(ChaincodeMessage.Type.RESPONSE, transactionId, answer(message)));
            message = next();
        }
        return message;
    }

    static Response response(ChaincodeMessage completed) throws Exception {
        return Response.parseFrom(completed.getPayload());
    }

    Map<String, ByteString> state() {
        return state;
    }

    private ByteString answer(ChaincodeMessage request) throws Exception {
        if (request.getType() == ChaincodeMessage.Type.GET_STATE) {
            return state.getOrDefault(GetState.parseFrom(request.getPayload()).getKey(), ByteString.EMPTY);
        }
        PutState put = PutState.parseFrom(request.getPayload());
        state.put(put.getKey(), put.getValue());
        return ByteString.EMPTY;
    }

    private static SignedProposal proposal(String transactionId, ByteString creator) {
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(3) // ENDORSER_TRANSACTION
                .setChannelId(CHANNEL)
                .setTxId(transactionId)
                .setTimestamp(Timestamp.newBuilder().setSeconds(1_700_000_000))
                .build();
        Header header = Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(
                        SignatureHeader.newBuilder().setCreator(creator).build().toByteString())
                .build();
        Proposal proposal =
                Proposal.newBuilder().setHeader(header.toByteString()).build();
        return SignedProposal.newBuilder()
                .setProposalBytes(proposal.toByteString())
                .build();
    }

    private static ChaincodeMessage message(ChaincodeMessage.Type type, String transactionId, ByteString payload) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setTxid(transactionId)
                .setChannelId(CHANNEL)
                .setPayload(payload)
                .build();
    }

    @Override
    public void close() {
        toContract.onCompleted();
        channel.shutdownNow();
    }
}
