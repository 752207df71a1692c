package org.loanregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.tree.Hash;

/**
 * The contract of the anchors, seen through one organisation's own peer. Every call has a deadline: 5 s to ask, 15 s each
 * to endorse and to submit, 30 s for the commit status. Safe for many threads.
 *
 * <p>Answers to questions are that organisation's own peer's alone, never another's in its place: they are worth what the
 * caller's trust in that peer is worth, which is why a bank asks its own.
 */
public final class AnchorLedger implements AutoCloseable {
    private static final long EVALUATE_SECONDS = 5;
    private static final long ENDORSE_SECONDS = 15;
    private static final long SUBMIT_SECONDS = 15;
    private static final long COMMIT_STATUS_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    private final ManagedChannel connection;
    private final Gateway gateway;
    private final String organisation;
    private final Contract contract;
    private final Submission submission;

    AnchorLedger(ManagedChannel connection, Identity identity, Signer signer, String channel, String chaincode) {
        this.connection = connection;
        this.organisation = identity.getMspId();
        this.gateway = Gateway.newInstance()
                .identity(identity)
                .signer(signer)
                .connection(connection)
                .evaluateOptions(options -> options.withDeadlineAfter(EVALUATE_SECONDS, SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(ENDORSE_SECONDS, SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(SUBMIT_SECONDS, SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(COMMIT_STATUS_SECONDS, SECONDS))
                .connect();
        this.contract = gateway.getNetwork(channel).getContract(chaincode);
        this.submission = new Submission(gateway, channel, contract);
    }

    /**
     * A client of the profile's peer over TLS. Nothing is sent yet: a peer that is down shows at the first call.
     *
     * @throws IllegalArgumentException if a certificate or the key cannot be read
     */
    public static AnchorLedger connect(LedgerProfile profile) {
        try (Reader certificate = Files.newBufferedReader(profile.certFile());
                Reader key = Files.newBufferedReader(profile.keyFile())) {
            Identity identity = new X509Identity(profile.mspId(), Identities.readX509Certificate(certificate));
            Signer signer = Signers.newPrivateKeySigner(Identities.readPrivateKey(key));
            ManagedChannel connection = Grpc.newChannelBuilder(
                            profile.address(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(profile.tlsCaFile().toFile())
                                    .build())
                    .build();
            return new AnchorLedger(connection, identity, signer, profile.channel(), profile.chaincode());
        } catch (IOException | CertificateException | InvalidKeyException e) {
            throw new IllegalArgumentException("the ledger profile of " + profile.mspId() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Registers a log under its origin, by a bank's admin. The same key again is answered as the first time.
     *
     * @throws LedgerUnavailableException if it was not endorsed and nothing was written
     */
    public SubmitOutcome registerLog(String origin, String vkey) {
        return submission.submit("RegisterLog", origin, vkey);
    }

    /**
     * Anchors a signed checkpoint: {@code proof} leads from the ledger's head of {@code oldSize} leaves to it; both 0 and
     * empty for the first. Committed with the text of the {@link AnchoredCheckpoint}; the same note again is answered as
     * the first time.
     *
     * @throws LedgerUnavailableException if it was not endorsed and nothing was written
     */
    public SubmitOutcome anchor(String note, long oldSize, List<Hash> proof) {
        return submission.submit(
                "Anchor",
                Stream.concat(
                                Stream.of(note, Long.toString(oldSize)),
                                proof.stream().map(Hash::toBase64))
                        .toArray(String[]::new));
    }

    /**
     * The newest anchored checkpoint of a log; empty if none is anchored, be the log registered or not.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<AnchoredCheckpoint> head(String origin) {
        return checkpoint("Head", origin);
    }

    /**
     * The smallest anchored checkpoint with at least {@code treeSize} leaves; empty if there is none.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
        return checkpoint("CheckpointAtOrAfter", origin, Long.toString(treeSize));
    }

    /**
     * Whether a log of this origin is registered, under whatever key.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public boolean isRegistered(String origin) {
        return ask("Log", origin).isPresent();
    }

    private Optional<AnchoredCheckpoint> checkpoint(String function, String... arguments) {
        return ask(function, arguments).map(answer -> {
            try {
                return AnchoredCheckpoint.parse(answer);
            } catch (NoteFormatException e) {
                throw new LedgerUnavailableException("the peer's answer to " + function + " is malformed", e);
            }
        });
    }

    private Optional<String> ask(String function, String... arguments) {
        try {
            // Named, for a gateway whose own peer cannot answer would otherwise ask another organisation's.
            var question = contract.newProposal(function)
                    .addArguments(arguments)
                    .setEndorsingOrganizations(organisation)
                    .build();
            return Optional.of(new String(question.evaluate(), UTF_8));
        } catch (GatewayException e) {
            Optional<Refusal> refusal = Refusal.find(String.valueOf(e.getMessage()), e.getDetails());
            if (refusal.isEmpty()) {
                throw new LedgerUnavailableException(function + " was not answered: " + Submission.reason(e), e);
            }
            if (refusal.get().meansNothingThere()) {
                return Optional.empty();
            }
            throw new LedgerRefusedException(function, refusal.get());
        }
    }

    /** Closes the connection; calls under way fail. */
    @Override
    public void close() {
        gateway.close();
        connection.shutdownNow();
        try {
            connection.awaitTermination(CLOSE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
