package org.loanregistry.ledger;

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
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
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
    private final Submission submission;
    private final Questions questions;
    private final Governance governance;

    AnchorLedger(ManagedChannel connection, Identity identity, Signer signer, String channel, String chaincode) {
        this.connection = connection;
        this.gateway = Gateway.newInstance()
                .identity(identity)
                .signer(signer)
                .connection(connection)
                .evaluateOptions(options -> options.withDeadlineAfter(EVALUATE_SECONDS, SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(ENDORSE_SECONDS, SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(SUBMIT_SECONDS, SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(COMMIT_STATUS_SECONDS, SECONDS))
                .connect();
        Contract contract = gateway.getNetwork(channel).getContract(chaincode);
        this.submission = new Submission(gateway, channel, contract);
        this.questions = new Questions(contract, identity.getMspId());
        this.governance = new Governance(submission, questions);
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

    /** The banks' side: proposals, approvals, registrations. */
    public Governance governance() {
        return governance;
    }

    /**
     * Anchors a signed checkpoint with the cosignatures that the log's terms want: {@code proof} leads from the ledger's head
     * of {@code oldSize} leaves to it; both 0 and empty for the first. A note of the head's own tree with newer cosignatures
     * refreshes the head's time. Committed with the text of the {@link AnchoredCheckpoint}; the same note again is answered
     * as the first time.
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
     * Reports two notes of one log with one size and two roots, which freezes the log; any member of the channel may.
     * Committed with the text of the frozen {@link LogRegistration}.
     *
     * @throws LedgerUnavailableException if it was not endorsed and nothing was written
     */
    public SubmitOutcome reportEquivocation(String noteA, String noteB) {
        return submission.submit("ReportEquivocation", noteA, noteB);
    }

    /**
     * Asks once more what became of a transaction. To be done before its call is made again: a call made again while the
     * first is under way may be refused for a conflict with it.
     */
    public SubmitOutcome ask(SubmitOutcome.Unknown unknown) {
        return submission.ask(unknown);
    }

    /**
     * The newest anchored checkpoint of a log; empty if none is anchored, be the log registered or not.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<AnchoredCheckpoint> head(String origin) {
        return questions.ask(AnchoredCheckpoint::parse, "Head", origin);
    }

    /**
     * The smallest anchored checkpoint with at least {@code treeSize} leaves; empty if there is none.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
        return questions.ask(AnchoredCheckpoint::parse, "CheckpointAtOrAfter", origin, Long.toString(treeSize));
    }

    /**
     * The registration of a log: its keys, witnesses, quorum and staleness; empty if there is none.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public Optional<LogRegistration> log(String origin) {
        return questions.ask(LogRegistration::parse, "Log", origin);
    }

    /**
     * Whether a log of this origin is registered, under whatever key.
     *
     * @throws LedgerUnavailableException if the peer gives no usable answer
     */
    public boolean isRegistered(String origin) {
        return log(origin).isPresent();
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
