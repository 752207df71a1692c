package org.loanregistry.network.msp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * One organisation's certificates and keys in one folder: its authority, its TLS authority, a peer, a client, an admin
 * and a TLS server certificate. Private keys have mode 0600.
 */
public final class Organisation {
    private final String mspId;
    private final Path folder;
    private final X509Certificate root;
    private final SigningIdentity node;

    private Organisation(String mspId, Path folder) throws IOException {
        this.mspId = mspId;
        this.folder = folder;
        this.root = Pem.readCertificate(folder.resolve("ca/cert.pem"));
        this.node = SigningIdentity.read(mspId, folder.resolve("node"));
    }

    /** Makes an organisation of peers in the new folder `folder`. */
    public static void createPeerOrganisation(String mspId, Path folder, Instant now, SecureRandom random)
            throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(mspId, "ca." + mspId, now, random);
        writeAuthority(mspId, folder.resolve("ca"), authority);
        authority.enrol(mspId, "peer0." + mspId, Role.PEER).write(folder.resolve("node"));
        authority.enrol(mspId, "client." + mspId, Role.CLIENT).write(folder.resolve("users/client"));
        authority.enrol(mspId, "admin." + mspId, Role.ADMIN).write(folder.resolve("users/admin"));
        createTls(mspId, folder, "peer0." + mspId, now, random);
    }

    /** Makes its TLS authority, and the TLS certificate of its node `commonName`. */
    public static void createTls(String mspId, Path folder, String commonName, Instant now, SecureRandom random)
            throws IOException {
        CertificateAuthority tls = CertificateAuthority.create(mspId, "tlsca." + mspId, now, random);
        writeAuthority(mspId, folder.resolve("tlsca"), tls);
        tls.enrolTls(mspId, commonName).write(folder.resolve("tls"));
    }

    /** One TLS certificate more, in the new folder `name`, by the TLS authority that it has. */
    public static void enrolTls(String mspId, Path folder, String name, Instant now, SecureRandom random)
            throws IOException {
        CertificateAuthority.read(folder.resolve("tlsca"), now, random)
                .enrolTls(mspId, name + "." + mspId)
                .write(folder.resolve(name));
    }

    /** Makes the organisation of the orderer in the new folder `folder`. */
    public static void createOrdererOrganisation(String mspId, Path folder, Instant now, SecureRandom random)
            throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(mspId, "ca." + mspId, now, random);
        writeAuthority(mspId, folder.resolve("ca"), authority);
        authority.enrol(mspId, "orderer0." + mspId, Role.ORDERER).write(folder.resolve("node"));
    }

    /** Reads an organisation written earlier. */
    public static Organisation read(String mspId, Path folder) throws IOException {
        return new Organisation(mspId, folder);
    }

    /** The MSP id, which is the organisation's name. */
    public String mspId() {
        return mspId;
    }

    /** The PEM certificate that its identities chain to. */
    public ByteString rootPem() {
        return ByteString.copyFrom(Pem.encode(root));
    }

    /** The identity of its peer, or of its orderer. */
    public SigningIdentity node() {
        return node;
    }

    /** A user of it: `client` or `admin`. */
    public SigningIdentity user(String name) throws IOException {
        return SigningIdentity.read(mspId, folder.resolve("users").resolve(name));
    }

    /** Its node's TLS certificate, with the key. */
    public SigningIdentity tls() throws IOException {
        return SigningIdentity.read(mspId, folder.resolve("tls"));
    }

    /** The PEM certificate of its TLS server; beside it stands `key.pem`. */
    public Path tlsCertificateFile() {
        return folder.resolve("tls/cert.pem");
    }

    /** The private key of its TLS server. */
    public Path tlsKeyFile() {
        return folder.resolve("tls/key.pem");
    }

    private static void writeAuthority(String mspId, Path folder, CertificateAuthority authority) throws IOException {
        Files.createDirectories(folder);
        new SigningIdentity(mspId, authority.certificate(), authority.keys().getPrivate()).write(folder);
    }
}
