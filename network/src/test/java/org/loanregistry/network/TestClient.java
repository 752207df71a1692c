package org.loanregistry.network;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** The unmodified fabric-gateway client over TLS, from a ledger profile, with deadlines. */
final class TestClient implements AutoCloseable {
    private final ManagedChannel connection;
    private final Gateway gateway;

    private TestClient(ManagedChannel connection, Gateway gateway) {
        this.connection = connection;
        this.gateway = gateway;
    }

    static TestClient of(Path profile) {
        try {
            return of(profile, identity(profile), Signers.newPrivateKeySigner(key(profile)));
        } catch (IOException | CertificateException | InvalidKeyException e) {
            throw new IllegalStateException(profile + " is no profile", e);
        }
    }

    /** The endpoint of a profile, but somebody else's identity. */
    static TestClient of(Path profile, Identity identity, Signer signer) throws IOException {
        Properties properties = properties(profile);
        ManagedChannel connection = Grpc.newChannelBuilder(
                        properties.getProperty("address"),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(file(profile, "tlsCaFile").toFile())
                                .build())
                .build();
        Gateway gateway = Gateway.newInstance()
                .identity(identity)
                .signer(signer)
                .hash(Hash.SHA256)
                .connection(connection)
                .evaluateOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .connect();
        return new TestClient(connection, gateway);
    }

    static X509Identity identity(Path profile) throws IOException, CertificateException {
        return new X509Identity(properties(profile).getProperty("mspId"), certificate(file(profile, "certFile")));
    }

    static PrivateKey key(Path profile) throws IOException, InvalidKeyException {
        try (Reader reader = Files.newBufferedReader(file(profile, "keyFile"))) {
            return Identities.readPrivateKey(reader);
        }
    }

    Gateway gateway() {
        return gateway;
    }

    Network network() {
        return gateway.getNetwork("loans");
    }

    Contract contract() {
        return network().getContract("registry");
    }

    @Override
    public void close() {
        gateway.close();
        connection.shutdownNow();
    }

    private static X509Certificate certificate(Path file) throws IOException, CertificateException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return Identities.readX509Certificate(reader);
        }
    }

    private static Path file(Path profile, String name) throws IOException {
        return profile.resolveSibling(properties(profile).getProperty(name));
    }

    private static Properties properties(Path profile) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(profile)) {
            properties.load(reader);
        }
        return properties;
    }
}
