package org.loanregistry.registry.log;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.loanregistry.ledger.LedgerProfile;

/**
 * Stands between the service and the operator's real gateway and passes everything on, but loses what a test tells it to:
 * submissions and questions on their way there, or commit statuses on their way back.
 */
final class LossyGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {
    private static final String OPERATOR = "RegistryOperator";

    final AtomicInteger evaluationsToLose = new AtomicInteger();
    final AtomicInteger submissionsToLose = new AtomicInteger();
    final AtomicInteger questionsToLose = new AtomicInteger();
    final AtomicInteger statusesToLose = new AtomicInteger();
    final AtomicInteger submissionsToDouble = new AtomicInteger();
    final AtomicInteger submissionsPassedOn = new AtomicInteger();

    final Assassin assassin = new Assassin();

    private final TestLedger ledger;
    private final ManagedChannel real;
    private final Server server;

    LossyGateway(TestLedger ledger) throws IOException {
        this.ledger = ledger;
        var profile = LedgerProfile.load(ledger.profile(OPERATOR, "client"));
        Path folder = ledger.profile(OPERATOR, "client").resolveSibling("tls");
        this.real = Grpc.newChannelBuilder(
                        profile.address(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(profile.tlsCaFile().toFile())
                                .build())
                .build();
        this.server = Grpc.newServerBuilderForPort(
                        0,
                        TlsServerCredentials.create(
                                folder.resolve("cert.pem").toFile(),
                                folder.resolve("key.pem").toFile()))
                .addService(this)
                .build()
                .start();
    }

    /** The operator's profile, at this gateway. */
    Path profile() {
        return ledger.profileAt("127.0.0.1:" + server.getPort(), OPERATOR, "client");
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> answer) {
        passOn("evaluate", answer, () -> {
            lose(evaluationsToLose);
            return there().evaluate(request);
        });
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> answer) {
        passOn("endorse", answer, () -> there().endorse(request));
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> answer) {
        passOn("submit", answer, () -> {
            lose(submissionsToLose);
            submissionsPassedOn.incrementAndGet();
            if (submissionsToDouble.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                there().submit(request);
            }
            return there().submit(request);
        });
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> answer) {
        passOn("commitStatus", answer, () -> {
            lose(questionsToLose);
            var status = there().commitStatus(request);
            lose(statusesToLose);
            return status;
        });
    }

    private GatewayGrpc.GatewayBlockingStub there() {
        return GatewayGrpc.newBlockingStub(real);
    }

    private static void lose(AtomicInteger count) {
        if (count.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw Status.UNAVAILABLE.withDescription("connection lost").asRuntimeException();
        }
    }

    private <T> void passOn(String name, StreamObserver<T> answer, Supplier<T> call) {
        try {
            assassin.tell("before " + name);
            var result = call.get();
            assassin.tell("after " + name);
            answer.onNext(result);
            answer.onCompleted();
        } catch (StatusRuntimeException e) {
            answer.onError(e);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        real.shutdownNow();
    }
}
