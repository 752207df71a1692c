package org.loanregistry.network.msp;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Signs certificates low-S: Fabric rewrites others before it compares them, and then an identity is not byte for byte its file. */
final class LowSSigner implements ContentSigner {
    private final PrivateKey key;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    LowSSigner(PrivateKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
        return message;
    }

    @Override
    public byte[] getSignature() {
        return Ecdsa.sign(key, message.toByteArray());
    }
}
