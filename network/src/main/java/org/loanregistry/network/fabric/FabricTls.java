package org.loanregistry.network.fabric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.loanregistry.network.msp.SigningIdentity;

/** TLS towards the network's own nodes: trusts their authorities, and shows the certificate that a node asks for. */
final class FabricTls {
    private FabricTls() {}

    /**
     * A context that trusts the PEM certificates {@code authorities} and shows, of {@code clients}, the one that an authority
     * wanted by the node issued. Health is open to all, metrics to the node's own organisation.
     */
    static SSLContext context(List<Path> authorities, List<SigningIdentity> clients) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Path authority : authorities) {
                trusted.setCertificateEntry(authority.toString(), certificate(authority));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
            own.load(null, null);
            for (SigningIdentity client : clients) {
                own.setKeyEntry(client.toString(), client.key(), new char[0], new Certificate[] {client.certificate()});
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the network's TLS certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
