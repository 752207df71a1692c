package org.loanregistry.network.msp;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A certificate with its private key. It prints without the key. */
public final class SigningIdentity {
    private final String mspId;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final ByteString serialized;

    SigningIdentity(String mspId, X509Certificate certificate, PrivateKey key) {
        this.mspId = mspId;
        this.certificate = certificate;
        this.key = key;
        this.serialized = SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(ByteString.copyFrom(Pem.encode(certificate)))
                .build()
                .toByteString();
    }

    static SigningIdentity read(String mspId, Path folder) throws IOException {
        return new SigningIdentity(
                mspId, Pem.readCertificate(folder.resolve("cert.pem")), Pem.readKey(folder.resolve("key.pem")));
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("cert.pem"), Pem.encode(certificate));
        Pem.writeKey(folder.resolve("key.pem"), key);
    }

    /** The organisation that vouches for this identity. */
    public String mspId() {
        return mspId;
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The private key, for clients under test. */
    public PrivateKey key() {
        return key;
    }

    /** The marshalled SerializedIdentity, as it stands in creators and endorsers. */
    public ByteString serialized() {
        return serialized;
    }

    /** A low-S DER signature over SHA-256 of `message`. */
    public ByteString sign(ByteString message) {
        return ByteString.copyFrom(Ecdsa.sign(key, message.toByteArray()));
    }

    @Override
    public String toString() {
        return mspId + "/" + certificate.getSubjectX500Principal().getName();
    }
}
