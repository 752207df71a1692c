package org.loanregistry.network.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.jspecify.annotations.Nullable;

/** The organisations of the channel, each with its root certificate; says who an identity is. Thread-safe. */
public final class Members {
    private static final int REMEMBERED = 1_000;

    private final Map<String, X509Certificate> roots;
    private final Map<ByteString, IdentityCheck> seen = new ConcurrentHashMap<>();

    private Members(Map<String, X509Certificate> roots) {
        this.roots = Map.copyOf(roots);
    }

    /** Members with these PEM root certificates by MSP id; refuses what is no certificate. */
    public static Members of(Map<String, ByteString> rootsPem) {
        Map<String, X509Certificate> roots = new HashMap<>();
        rootsPem.forEach((mspId, pem) -> {
            try {
                roots.put(mspId, Pem.parseCertificate(pem.toByteArray()));
            } catch (CertificateException e) {
                throw new IllegalArgumentException("the root of MSP " + mspId + " is no certificate", e);
            }
        });
        return new Members(roots);
    }

    /** The MSP ids. */
    public Set<String> mspIds() {
        return roots.keySet();
    }

    /** Who a marshalled SerializedIdentity is. */
    public IdentityCheck check(ByteString serialized) {
        IdentityCheck known = seen.get(serialized);
        if (known != null) {
            return known;
        }
        IdentityCheck fresh = examine(serialized);
        if (seen.size() >= REMEMBERED) {
            seen.clear();
        }
        seen.put(serialized, fresh);
        return fresh;
    }

    /** The identity, if it is accepted and its signature over `message` verifies. */
    public Optional<Identity> signer(ByteString serialized, ByteString message, ByteString signature) {
        return check(serialized) instanceof IdentityCheck.Accepted(Identity identity)
                        && identity.verifies(message, signature)
                ? Optional.of(identity)
                : Optional.empty();
    }

    private IdentityCheck examine(ByteString serialized) {
        SerializedIdentity parsed;
        X509Certificate certificate;
        try {
            parsed = SerializedIdentity.parseFrom(serialized);
            certificate = Pem.parseCertificate(parsed.getIdBytes().toByteArray());
        } catch (InvalidProtocolBufferException | CertificateException e) {
            return new IdentityCheck.Malformed("not a PEM certificate with an MSP id");
        }
        X509Certificate root = roots.get(parsed.getMspid());
        if (root == null) {
            return new IdentityCheck.Malformed("MSP " + parsed.getMspid() + " is unknown");
        }
        if (!isIssuedBy(root, certificate)) {
            return new IdentityCheck.Malformed("the certificate is not issued by MSP " + parsed.getMspid());
        }
        Role role = singleRole(certificate);
        return role == null
                ? new IdentityCheck.Invalid(parsed.getMspid(), "the certificate has not exactly one role")
                : new IdentityCheck.Accepted(new Identity(parsed.getMspid(), role, certificate));
    }

    private static boolean isIssuedBy(X509Certificate root, X509Certificate certificate) {
        if (certificate.getBasicConstraints() >= 0
                || !certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(root.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable Role singleRole(X509Certificate certificate) {
        List<Role> roles = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("OU")) {
                    Role.of(rdn.getValue().toString()).ifPresent(roles::add);
                }
            }
        } catch (InvalidNameException e) {
            return null;
        }
        return roles.size() == 1 ? roles.getFirst() : null;
    }
}
