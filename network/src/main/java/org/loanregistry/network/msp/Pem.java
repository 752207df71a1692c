package org.loanregistry.network.msp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** PEM (RFC 7468) certificates and PKCS#8 keys; a key file is readable by its owner alone. */
final class Pem {
    private Pem() {}

    static byte[] encode(X509Certificate certificate) {
        try {
            return encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    static X509Certificate parseCertificate(byte[] pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    static X509Certificate readCertificate(Path file) throws IOException {
        try {
            return parseCertificate(Files.readAllBytes(file));
        } catch (CertificateException e) {
            throw new IOException(file + " is not a PEM certificate", e);
        }
    }

    static void writeKey(Path file, PrivateKey key) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(encode("PRIVATE KEY", key.getEncoded()));
        }
    }

    static PrivateKey readKey(Path file) throws IOException {
        String text = Files.readString(file, US_ASCII);
        String body = text.replaceAll("-----[A-Z ]+-----", "");
        try {
            byte[] der = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is not a PKCS#8 EC key", e);
        }
    }

    private static byte[] encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n").getBytes(US_ASCII);
    }
}
