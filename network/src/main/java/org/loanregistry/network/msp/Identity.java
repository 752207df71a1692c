package org.loanregistry.network.msp;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A checked identity: its certificate chains to the root of `mspId` and carries exactly this role. */
public record Identity(String mspId, Role role, X509Certificate certificate) {

    /** Whether `signature` is a low-S DER signature of this identity over `message`. */
    public boolean verifies(ByteString message, ByteString signature) {
        return Ecdsa.verifies(certificate.getPublicKey(), message.toByteArray(), signature.toByteArray());
    }

    /** Whether the certificate is past its end at `now`; a chain check alone does not say so, as in Fabric. */
    public boolean isExpired(Instant now) {
        return now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** Whether the role lets it write to the channel: clients and admins. */
    public boolean isWriter() {
        return role == Role.CLIENT || role == Role.ADMIN;
    }
}
