package org.loanregistry.registry.sharing;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.sdjwt.PublicJwk;

/**
 * An export as a JWE (RFC 7516) in the compact form: {@code ECDH-ES} with a new key pair each time, {@code A256GCM}, opened by
 * whoever has the private key, with any library of JOSE (docs/formats.md 21).
 */
public final class SealedExport {
    /** The one algorithm. */
    static final String ALGORITHM = "ECDH-ES";

    private static final JOSEObjectType TYPE = new JOSEObjectType("loanreg-export+jwe");

    private SealedExport() {}

    /** Seals a document to the key. */
    static String seal(byte[] document, PublicJwk recipient) {
        var header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                .type(TYPE)
                .contentType("json")
                .keyID(recipient.thumbprint())
                .build();
        try {
            var jwe = new JWEObject(header, new Payload(document));
            jwe.encrypt(new ECDHEncrypter(ECKey.parse(recipient.toString())));
            return jwe.serialize();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("a checked key of P-256 was refused", e);
        }
    }

    /**
     * The document.
     *
     * @param privateKey a JWK with its private part
     * @throws IllegalArgumentException for whatever reason it does not open; the message says nothing of the content
     */
    public static byte[] open(String jwe, String privateKey) {
        ECKey key = privateKey(privateKey);
        try {
            JWEObject sealed = JWEObject.parse(jwe.strip());
            if (!JWEAlgorithm.ECDH_ES.equals(sealed.getHeader().getAlgorithm())
                    || !EncryptionMethod.A256GCM.equals(sealed.getHeader().getEncryptionMethod())
                    // RFC 7516, 5.2: with direct key agreement there is none, and the library passes over one.
                    || sealed.getEncryptedKey() != null) {
                throw new IllegalArgumentException("the file is not sealed by ECDH-ES with A256GCM");
            }
            sealed.decrypt(new ECDHDecrypter(key));
            return sealed.getPayload().toBytes();
        } catch (ParseException e) {
            throw new IllegalArgumentException("the file is no JWE in the compact form", e);
        } catch (JOSEException | IllegalStateException e) {
            throw new IllegalArgumentException("the file does not open: it is for another key, or was changed", e);
        }
    }

    private static ECKey privateKey(String json) {
        try {
            ECKey key = ECKey.parse(json);
            if (key.isPrivate() && Curve.P_256.equals(key.getCurve())) {
                return key;
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("the key is no JWK of a kind that opens exports", e);
        }
        throw new IllegalArgumentException("the key must be a JWK of P-256 with its private part");
    }

    /** A new key pair of P-256 as a JWK with its private part. */
    public static String newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    /** The public part of a key, as canonical JSON. */
    public static String publicPart(String privateKey) {
        return CanonicalJson.write(privateKey(privateKey).toPublicJWK().toJSONObject());
    }
}
