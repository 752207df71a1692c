package org.loanregistry.transparency.sdjwt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.CanonicalJson;

/**
 * A public key as a JSON Web Key (RFC 7517): Ed25519 ({@code OKP}, RFC 8037) or P-256 ({@code EC}). Equal by content; other
 * members than those of the key are left out.
 */
public final class PublicJwk {
    private static final String ED25519 = "Ed25519";
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int COORDINATE = 32;

    private final Map<String, String> members;
    private final PublicKey key;

    private PublicJwk(Map<String, String> members, PublicKey key) {
        this.members = members;
        this.key = key;
    }

    /** The key of 32 raw bytes of Ed25519. */
    public static PublicJwk ed25519(byte[] raw) {
        return of(Map.of("kty", "OKP", "crv", ED25519, "x", StrictText.toBase64Url(raw)));
    }

    /** Reads the text of a JWK. */
    public static PublicJwk parse(String json) {
        try {
            return of(CanonicalJson.parse(json));
        } catch (SdJwtException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("the key is no JSON", e);
        }
    }

    /** Reads the tree of a JWK; one that holds a private part, is of another kind, or no point of its curve, is refused. */
    public static PublicJwk of(Object tree) {
        if (!(tree instanceof Map<?, ?> given)) {
            throw new SdJwtException("a key must be a JSON object");
        }
        if (given.containsKey("d")) {
            throw new SdJwtException("the key holds a private part; only the public one is wanted");
        }
        return switch (String.valueOf(given.get("kty")) + " " + given.get("crv")) {
            case "OKP Ed25519" -> okp(coordinate(given, "x"));
            case "EC P-256" -> ec(coordinate(given, "x"), coordinate(given, "y"));
            default -> throw new SdJwtException("the key must be of Ed25519 (OKP) or P-256 (EC)");
        };
    }

    private static byte[] coordinate(Map<?, ?> given, String name) {
        try {
            if (given.get(name) instanceof String text) {
                byte[] bytes = StrictText.base64Url(text);
                if (bytes.length == COORDINATE) {
                    return bytes;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("the key's " + name + " is no base64url", e);
        }
        throw new SdJwtException("the key's " + name + " must be " + COORDINATE + " bytes in base64url");
    }

    private static PublicJwk okp(byte[] x) {
        byte[] encoded = new byte[ED25519_PREFIX.length + x.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(x, 0, encoded, ED25519_PREFIX.length, x.length);
        try {
            PublicKey key = KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(encoded));
            Signature.getInstance(ED25519).initVerify(key); // decodes the point, which the key factory does not
            return new PublicJwk(Map.of("kty", "OKP", "crv", ED25519, "x", StrictText.toBase64Url(x)), key);
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw new SdJwtException("the key is no point of Ed25519", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    private static PublicJwk ec(byte[] x, byte[] y) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
            if (!isOn(curve, point)) {
                throw new SdJwtException("the key is no point of P-256");
            }
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
            var members =
                    Map.of("kty", "EC", "crv", "P-256", "x", StrictText.toBase64Url(x), "y", StrictText.toBase64Url(y));
            return new PublicJwk(members, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    private static boolean isOn(ECParameterSpec curve, ECPoint point) {
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    /** The JWK as a tree. */
    public Map<String, String> toTree() {
        return new TreeMap<>(members);
    }

    /** RFC 7638: SHA-256 over the key's own members, in base64url. */
    public String thumbprint() {
        byte[] canonical = CanonicalJson.write(members).getBytes(StandardCharsets.UTF_8);
        return StrictText.toBase64Url(Sha256.of(canonical));
    }

    /** The one algorithm that a signature by this key may name: {@code EdDSA} or {@code ES256}. */
    public String algorithm() {
        return "OKP".equals(members.get("kty")) ? "EdDSA" : "ES256";
    }

    /** Whether this is the key's signature (raw, as in JWS) over the message. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier =
                    Signature.getInstance("OKP".equals(members.get("kty")) ? ED25519 : "SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(message);
            return signature.length == 2 * COORDINATE && verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks an algorithm for " + members.get("crv"), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicJwk that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The JWK as canonical JSON. */
    @Override
    public String toString() {
        return CanonicalJson.write(members);
    }
}
