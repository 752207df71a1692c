package org.loanregistry.registry.sharing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.loanregistry.registry.json.Json;

/** Opens a JWE of ECDH-ES and A256GCM by the text of RFC 7516 and RFC 7518 4.6.2 and the JDK alone: no library of JOSE. */
final class PlainJwe {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private PlainJwe() {}

    /** The header, and the content opened with the private JWK. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Opened(Map<?, ?> header, byte[] content) {}

    static Opened open(String jwe, String privateJwk) throws GeneralSecurityException {
        String[] parts = jwe.split("[.]", -1);
        Map<?, ?> header = object(BASE64.decode(parts[0]));
        Map<?, ?> key = object(privateJwk.getBytes(US_ASCII));
        byte[] derived = derived(agreed(key, (Map<?, ?>) Objects.requireNonNull(header.get("epk"))));
        byte[] sealed = ByteBuffer.allocate(1 << 22)
                .put(BASE64.decode(parts[3]))
                .put(BASE64.decode(parts[4]))
                .array();
        int length = BASE64.decode(parts[3]).length + BASE64.decode(parts[4]).length;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(derived, "AES"),
                new GCMParameterSpec(128, BASE64.decode(parts[2])));
        cipher.updateAAD(parts[0].getBytes(US_ASCII));
        return new Opened(header, cipher.doFinal(Arrays.copyOf(sealed, length)));
    }

    private static byte[] agreed(Map<?, ?> key, Map<?, ?> ephemeral) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        var own = (ECPrivateKey) factory.generatePrivate(new ECPrivateKeySpec(number(key, "d"), curve));
        var point = new ECPoint(number(ephemeral, "x"), number(ephemeral, "y"));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(point, curve)), true);
        return agreement.generateSecret();
    }

    /** One round of the Concat KDF: the key is as long as the digest. */
    private static byte[] derived(byte[] agreed) throws GeneralSecurityException {
        byte[] name = "A256GCM".getBytes(US_ASCII);
        ByteBuffer info = ByteBuffer.allocate(4 + agreed.length + 4 + name.length + 12);
        info.putInt(1)
                .put(agreed)
                .putInt(name.length)
                .put(name)
                .putInt(0)
                .putInt(0)
                .putInt(256);
        return MessageDigest.getInstance("SHA-256").digest(info.array());
    }

    private static BigInteger number(Map<?, ?> key, String name) {
        return new BigInteger(1, BASE64.decode(String.valueOf(key.get(name))));
    }

    private static Map<?, ?> object(byte[] json) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
    }
}
