package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A peer's gateway that answers as told, on a port of its own; it checks nothing and keeps the requests' names. */
final class FakeGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {
    final Queue<Supplier<String>> evaluations = new ArrayDeque<>();
    final Queue<Supplier<String>> endorsements = new ArrayDeque<>();
    final Queue<Supplier<TxValidationCode>> statuses = new ArrayDeque<>();
    boolean submitFails;
    final List<String> calls = new ArrayList<>();
    private final Server server;
    private String endorsedTransaction = "";

    FakeGateway() throws IOException {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(this)
                .build()
                .start();
    }

    AnchorLedger ledger() {
        var channel = Grpc.newChannelBuilder("127.0.0.1:" + server.getPort(), InsecureChannelCredentials.create())
                .build();
        return new AnchorLedger(channel, new NamedIdentity(), _ -> new byte[] {1}, "loans", "registry");
    }

    static RuntimeException chaincodeError(String message) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.ABORTED.value())
                .setMessage("failed to endorse transaction, see attached details for more info")
                .addDetails(Any.pack(ErrorDetail.newBuilder()
                        .setAddress("peer:7051")
                        .setMspId("BankA")
                        .setMessage(message)
                        .build()))
                .build());
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> answer) {
        calls.add("evaluate");
        respond(
                answer,
                () -> EvaluateResponse.newBuilder()
                        .setResult(response(evaluations.remove().get()))
                        .build());
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> answer) {
        calls.add("endorse");
        endorsedTransaction = request.getTransactionId();
        respond(
                answer,
                () -> EndorseResponse.newBuilder()
                        .setPreparedTransaction(envelope(endorsements.remove().get()))
                        .build());
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> answer) {
        calls.add("submit");
        respond(answer, () -> {
            if (submitFails) {
                throw Status.UNAVAILABLE
                        .withDescription("insufficient number of orderers")
                        .asRuntimeException();
            }
            return SubmitResponse.getDefaultInstance();
        });
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> answer) {
        respond(answer, () -> {
            try {
                var asked = CommitStatusRequest.parseFrom(request.getRequest());
                calls.add(asked.getTransactionId().equals(endorsedTransaction) ? "status" : "status of another");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return CommitStatusResponse.newBuilder()
                    .setResult(statuses.remove().get())
                    .setBlockNumber(7)
                    .build();
        });
    }

    private static <T> void respond(StreamObserver<T> answer, Supplier<T> value) {
        try {
            answer.onNext(value.get());
            answer.onCompleted();
        } catch (RuntimeException e) {
            answer.onError(e);
        }
    }

    private static Response response(String result) {
        return Response.newBuilder()
                .setStatus(200)
                .setPayload(ByteString.copyFrom(result, UTF_8))
                .build();
    }

    private static Envelope envelope(String result) {
        var action = ChaincodeAction.newBuilder().setResponse(response(result)).build();
        var endorsed = ProposalResponsePayload.newBuilder()
                .setExtension(action.toByteString())
                .build();
        var payload = ChaincodeActionPayload.newBuilder()
                .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(endorsed.toByteString()))
                .build();
        var transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder().setPayload(payload.toByteString()))
                .build();
        var channel = ChannelHeader.newBuilder().setChannelId("loans").build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(Header.newBuilder().setChannelHeader(channel.toByteString()))
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class NamedIdentity implements Identity {
        @Override
        public String getMspId() {
            return "BankA";
        }

        @Override
        public byte[] getCredentials() {
            return "certificate".getBytes(UTF_8);
        }
    }
}
