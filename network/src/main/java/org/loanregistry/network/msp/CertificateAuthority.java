package org.loanregistry.network.msp;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** A development certificate authority of one organisation: P-256, one self-signed root, ten years. */
public final class CertificateAuthority {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** A clock a little behind ours still accepts a fresh certificate. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final Instant now;
    private final SecureRandom random;

    private CertificateAuthority(KeyPair keys, X509Certificate certificate, Instant now, SecureRandom random) {
        this.name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        this.keys = keys;
        this.certificate = certificate;
        this.now = now;
        this.random = random;
    }

    /** A new authority called `commonName` of `organisation`, valid for ten years from `now`. */
    public static CertificateAuthority create(
            String organisation, String commonName, Instant now, SecureRandom random) {
        X500Name name = new X500Name("O=" + organisation + ",CN=" + commonName);
        KeyPair keys = newKeys(random);
        X509Certificate root =
                issue(builder(name, name, keys.getPublic(), now, VALIDITY, random), keys, (extensions, utils) -> {
                    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                    extensions.addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                    extensions.addExtension(
                            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
                });
        return new CertificateAuthority(keys, root, now, random);
    }

    /** An authority written earlier to `folder`, which issues as of `now`. */
    public static CertificateAuthority read(Path folder, Instant now, SecureRandom random) throws IOException {
        SigningIdentity root = SigningIdentity.read("", folder);
        KeyPair keys = new KeyPair(root.certificate().getPublicKey(), root.key());
        return new CertificateAuthority(keys, root.certificate(), now, random);
    }

    /** The root certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    KeyPair keys() {
        return keys;
    }

    /** An identity with exactly one role, valid for `validity` from now (a negative one is expired already). */
    public SigningIdentity enrol(String mspId, String commonName, Role role, Duration validity) {
        KeyPair pair = newKeys(random);
        X500Name subject = new X500Name("OU=" + role.organisationalUnit() + ",CN=" + commonName);
        X509Certificate issued =
                issue(builder(name, subject, pair.getPublic(), now, validity, random), keys, (extensions, utils) -> {
                    endEntity(extensions, utils, pair.getPublic());
                    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                });
        return new SigningIdentity(mspId, issued, pair.getPrivate());
    }

    /** As {@link #enrol(String, String, Role, Duration)}, for as long as the authority itself. */
    public SigningIdentity enrol(String mspId, String commonName, Role role) {
        return enrol(mspId, commonName, role, VALIDITY);
    }

    /** A TLS certificate for localhost and 127.0.0.1; Fabric's nodes show it as clients of each other too. */
    SigningIdentity enrolTls(String mspId, String commonName) {
        KeyPair pair = newKeys(random);
        GeneralNames names = new GeneralNames(List.of(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"))
                .toArray(GeneralName[]::new));
        X500Name subject = new X500Name("CN=" + commonName);
        X509Certificate issued =
                issue(builder(name, subject, pair.getPublic(), now, VALIDITY, random), keys, (extensions, utils) -> {
                    endEntity(extensions, utils, pair.getPublic());
                    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                    extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }));
                    extensions.addExtension(Extension.subjectAlternativeName, false, names);
                });
        return new SigningIdentity(mspId, issued, pair.getPrivate());
    }

    private void endEntity(X509v3CertificateBuilder extensions, JcaX509ExtensionUtils utils, PublicKey key)
            throws CertIOException {
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
        extensions.addExtension(
                Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(keys.getPublic()));
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration validity, SecureRandom random) {
        Instant end = now.plus(validity);
        Instant start = (end.isBefore(now) ? end : now).minus(BACKDATED);
        BigInteger serial = new BigInteger(127, random).setBit(126);
        return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(start), Date.from(end), subject, key);
    }

    private static X509Certificate issue(JcaX509v3CertificateBuilder builder, KeyPair issuer, Extensions extensions) {
        try {
            extensions.addTo(builder, new JcaX509ExtensionUtils());
            return new JcaX509CertificateConverter().getCertificate(builder.build(new LowSSigner(issuer.getPrivate())));
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("cannot issue a certificate", e);
        }
    }

    private static KeyPair newKeys(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder, JcaX509ExtensionUtils utils) throws CertIOException;
    }
}
