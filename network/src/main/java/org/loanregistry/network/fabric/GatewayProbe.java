package org.loanregistry.network.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.loanregistry.network.msp.SigningIdentity;
import org.loanregistry.network.wire.TransactionId;

/**
 * Whether an organisation's gateway can have a transaction endorsed: it, its contract, and enough other peers that it knows
 * of must be well. The transaction is not submitted.
 */
final class GatewayProbe implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int NONCE_BYTES = 24;

    private final Consortium consortium;
    private final SigningIdentity client;
    private final ManagedChannel connection;
    private final SecureRandom random = new SecureRandom();

    /** Dials {@code address} as {@code client}. */
    GatewayProbe(Consortium consortium, SigningIdentity client, String address, Path tlsCa) throws IOException {
        this.consortium = consortium;
        this.client = client;
        this.connection = Grpc.newChannelBuilder(
                        address,
                        TlsChannelCredentials.newBuilder()
                                .trustManager(tlsCa.toFile())
                                .build())
                .build();
    }

    /** What is wrong with the endorsement of {@code function}; empty if nothing. */
    Optional<String> complaint(String function, Instant now) {
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(client.serialized())
                .setNonce(ByteString.copyFrom(random.generateSeed(NONCE_BYTES)))
                .build();
        ChannelHeader channel = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(consortium.channel())
                .setTxId(TransactionId.of(signer))
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(chaincode())
                        .build()
                        .toByteString())
                .build();
        EndorseRequest request = EndorseRequest.newBuilder()
                .setTransactionId(channel.getTxId())
                .setChannelId(consortium.channel())
                .setProposedTransaction(signed(channel, signer, function))
                .build();
        try {
            GatewayGrpc.newBlockingStub(connection)
                    .withDeadlineAfter(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .endorse(request);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(client.mspId() + "'s gateway: " + e.getStatus());
        }
    }

    private SignedProposal signed(ChannelHeader channel, SignatureHeader signer, String function) {
        ChaincodeInvocationSpec call = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(chaincode())
                        .setInput(ChaincodeInput.newBuilder().addArgs(ByteString.copyFromUtf8(function))))
                .build();
        ByteString proposal = Proposal.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channel.toByteString())
                        .setSignatureHeader(signer.toByteString())
                        .build()
                        .toByteString())
                .setPayload(ChaincodeProposalPayload.newBuilder()
                        .setInput(call.toByteString())
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        return SignedProposal.newBuilder()
                .setProposalBytes(proposal)
                .setSignature(client.sign(proposal))
                .build();
    }

    private ChaincodeID chaincode() {
        return ChaincodeID.newBuilder().setName(consortium.chaincode()).build();
    }

    @Override
    public void close() {
        connection.shutdownNow();
    }
}
