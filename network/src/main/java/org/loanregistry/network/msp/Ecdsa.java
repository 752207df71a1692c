package org.loanregistry.network.msp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** ECDSA P-256 over SHA-256 as Fabric wants it: DER, and s never above half the order (bccsp/sw/ecdsa.go). */
final class Ecdsa {
    /** The order of P-256 (SEC 2, 2.4.2). */
    static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
    private static final String ALGORITHM = "SHA256withECDSA";

    private Ecdsa() {}

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(ORDER, signer.sign());
            BigInteger low = rs[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(rs[1]) : rs[1];
            return StandardDSAEncoding.INSTANCE.encode(ORDER, rs[0], low);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign with this key", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        if (!(key instanceof ECPublicKey)) {
            return false;
        }
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(ORDER, signature);
            if (rs[1].compareTo(HALF_ORDER) > 0) {
                return false;
            }
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
