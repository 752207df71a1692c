package org.loanregistry.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.loanregistry.network.msp.CertificateAuthority;
import org.loanregistry.network.msp.Role;
import org.loanregistry.network.msp.SigningIdentity;

/** Who is not who he says, or signs what he did not send. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource
final class ForgedIdentityTest {
    private static final String MALFORMED = "access denied: channel [loans] creator org unknown, creator is malformed";
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @TempDir
    static Path home;

    private static TestNetwork network;

    private final LedgerKind kind;

    ForgedIdentityTest(LedgerKind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void start(LedgerKind kind) throws Exception {
        network = TestNetwork.on(kind, home);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        network.close();
    }

    private static void refused(Status.Code code, String part, Executable call) {
        GatewayException refusal = assertThrows(GatewayException.class, call);
        assertEquals(code, refusal.getStatus().getCode(), refusal::getMessage);
        String text = refusal.getStatus().getDescription() + " " + refusal.getDetails();
        assertTrue(text.contains(part), text);
    }

    private static TestClient client(SigningIdentity identity) throws IOException {
        return TestClient.of(
                network.profile("BankA"),
                new X509Identity(identity.mspId(), identity.certificate()),
                Signers.newPrivateKeySigner(identity.key()));
    }

    private static CertificateAuthority authority(String mspId) throws IOException {
        return CertificateAuthority.read(network.organisation(mspId).resolve("ca"), Instant.now(), new SecureRandom());
    }

    private static void assertMalformed(TestClient client) {
        refused(
                Status.Code.FAILED_PRECONDITION,
                MALFORMED,
                () -> client.contract().evaluateTransaction("get", "x"));
        refused(Status.Code.ABORTED, MALFORMED, () -> client.contract().submitTransaction("put", "x", "y"));
        GatewayRuntimeException events = assertThrows(GatewayRuntimeException.class, () -> {
            try (CloseableIterator<?> none = client.network().getChaincodeEvents("registry")) {
                none.next();
            }
        });
        assertEquals(Status.Code.PERMISSION_DENIED, events.getStatus().getCode());
    }

    @Test
    void a_certificate_of_one_bank_under_the_name_of_another_is_malformed() throws Exception {
        X509Identity bankB = TestClient.identity(network.profile("BankB"));
        Signer signer = Signers.newPrivateKeySigner(TestClient.key(network.profile("BankB")));
        X509Identity forged = new X509Identity("BankA", bankB.getCertificate());
        try (TestClient client = TestClient.of(network.profile("BankA"), forged, signer)) {
            assertMalformed(client);
        }
    }

    @Test
    void an_unknown_organisation_is_malformed() throws Exception {
        X509Identity bankA = TestClient.identity(network.profile("BankA"));
        Signer signer = Signers.newPrivateKeySigner(TestClient.key(network.profile("BankA")));
        X509Identity forged = new X509Identity("BankX", bankA.getCertificate());
        try (TestClient client = TestClient.of(network.profile("BankA"), forged, signer)) {
            assertMalformed(client);
        }
    }

    @Test
    void a_certificate_of_a_foreign_authority_with_the_same_name_is_malformed() throws Exception {
        CertificateAuthority foreign =
                CertificateAuthority.create("BankA", "ca.BankA", Instant.now(), new SecureRandom());
        try (TestClient client = client(foreign.enrol("BankA", "client", Role.CLIENT))) {
            assertMalformed(client);
        }
    }

    @Test
    void a_peer_may_not_propose() throws Exception {
        try (TestClient client = client(authority("BankA").enrol("BankA", "peer9", Role.PEER))) {
            refused(
                    Status.Code.FAILED_PRECONDITION,
                    "/Channel/Application/Writers",
                    () -> client.contract().evaluateTransaction("get", "x"));
        }
    }

    @Test
    void an_expired_identity_is_turned_away() throws Exception {
        SigningIdentity expired = authority("BankA").enrol("BankA", "late", Role.CLIENT, Duration.ofDays(-1));
        try (TestClient client = client(expired)) {
            refused(
                    Status.Code.UNAVAILABLE,
                    "proposal client identity expired",
                    () -> client.contract().evaluateTransaction("get", "x"));
        }
    }

    @Test
    void a_proposal_with_another_signature_is_refused() throws Exception {
        try (TestClient client = signingWith(digest -> sign(flipped(digest)))) {
            refused(
                    Status.Code.FAILED_PRECONDITION,
                    "access denied: channel [loans] creator org [BankA]",
                    () -> client.contract().evaluateTransaction("get", "x"));
        }
    }

    @Test
    void a_signature_with_high_s_is_refused() throws Exception {
        try (TestClient client = signingWith(digest -> highS(sign(digest)))) {
            refused(
                    Status.Code.FAILED_PRECONDITION,
                    "access denied: channel [loans] creator org [BankA]",
                    () -> client.contract().evaluateTransaction("get", "x"));
        }
    }

    @Test
    void a_transaction_with_another_signature_is_not_ordered() throws Exception {
        TestClient client = network.client("BankA");
        Gateway gateway = client.gateway();
        Transaction endorsed = client.contract()
                .newProposal("put")
                .addArguments("unsigned", "1")
                .build()
                .endorse();
        Transaction forged = gateway.newSignedTransaction(endorsed.getBytes(), sign(flipped(endorsed.getDigest())));
        SubmitException refusal = assertThrows(SubmitException.class, forged::submitAsync);
        Status.Code expected = switch (kind) {
            case DEVELOPMENT -> Status.Code.ABORTED;
            case FABRIC -> Status.Code.UNAVAILABLE; // too few of the orderers took it
        };
        assertEquals(expected, refusal.getStatus().getCode());
        String said = refusal.getStatus().getDescription() + " " + refusal.getDetails();
        assertTrue(said.contains("status=FORBIDDEN"), said);
    }

    @Test
    void a_proposal_that_is_committed_already_is_not_endorsed_again() throws Exception {
        TestClient client = network.client("BankA");
        Proposal proposal =
                client.contract().newProposal("put").addArguments("again", "1").build();
        proposal.endorse().submit();
        refused(Status.Code.ABORTED, "duplicate transaction found", proposal::endorse);
    }

    private static TestClient signingWith(Signer signer) throws Exception {
        return TestClient.of(network.profile("BankA"), TestClient.identity(network.profile("BankA")), signer);
    }

    private static byte[] sign(byte[] digest) throws GeneralSecurityException {
        try {
            return Signers.newPrivateKeySigner(TestClient.key(network.profile("BankA")))
                    .sign(digest);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] flipped(byte[] digest) {
        byte[] other = digest.clone();
        other[0] ^= 1;
        return other;
    }

    private static byte[] highS(byte[] signature) {
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(ORDER, signature);
            return StandardDSAEncoding.INSTANCE.encode(ORDER, rs[0], ORDER.subtract(rs[1]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
