package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.loanregistry.privacy.Vectors;

/** What the suites stand on, against all published cases that apply. */
class PublishedVectorsTest {
    private interface Case {
        void check(Map<String, Object> group, Map<String, Object> test) throws Exception;
    }

    private static void wycheproof(String name, long cases, Case check) throws Exception {
        long seen = 0;
        for (Map<String, Object> group : Vectors.list(Vectors.published("wycheproof/" + name), "testGroups")) {
            for (Map<String, Object> test : Vectors.list(group, "tests")) {
                check.check(group, test);
                seen++;
            }
        }
        assertEquals(cases, seen);
    }

    private static byte[] hex(Map<String, Object> test, String name) {
        return HexFormat.of().parseHex(Vectors.text(test, name));
    }

    private static boolean isValid(Map<String, Object> test) {
        return Vectors.text(test, "result").equals("valid");
    }

    private static byte[] sealed(Map<String, Object> test) {
        byte[] text = hex(test, "ct");
        byte[] tag = hex(test, "tag");
        byte[] sealed = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, sealed, text.length, tag.length);
        return sealed;
    }

    @Test
    void aes_gcm() throws Exception {
        wycheproof("aes_gcm_test.json", 316, (group, test) -> {
            // Tags are of 128 bits in all groups; a nonce of no bytes is the one thing that the JDK refuses outright.
            assertEquals(128, Vectors.number(group, "tagSize"));
            if (isValid(test)) {
                assertArrayEquals(hex(test, "msg"), aes(Cipher.DECRYPT_MODE, test, sealed(test)), test.toString());
                assertArrayEquals(sealed(test), aes(Cipher.ENCRYPT_MODE, test, hex(test, "msg")), test.toString());
            } else {
                assertThrows(
                        GeneralSecurityException.class,
                        () -> aes(Cipher.DECRYPT_MODE, test, sealed(test)),
                        test.toString());
            }
        });
    }

    private static byte[] aes(int mode, Map<String, Object> test, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(hex(test, "key"), "AES"), new GCMParameterSpec(128, hex(test, "iv")));
        cipher.updateAAD(hex(test, "aad"));
        return cipher.doFinal(input);
    }

    @Test
    void sm4_gcm() throws Exception {
        wycheproof("sm4_gcm_test.json", 104, (_, test) -> {
            if (isValid(test)) {
                assertArrayEquals(hex(test, "msg"), sm4(false, test, sealed(test)), test.toString());
                assertArrayEquals(sealed(test), sm4(true, test, hex(test, "msg")), test.toString());
            } else {
                Exception refusal =
                        assertThrows(Exception.class, () -> sm4(false, test, sealed(test)), test.toString());
                assertEquals(
                        true,
                        refusal instanceof InvalidCipherTextException || refusal instanceof IllegalArgumentException,
                        refusal.toString());
            }
        });
    }

    private static byte[] sm4(boolean sealing, Map<String, Object> test, byte[] input)
            throws InvalidCipherTextException {
        var cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(
                sealing,
                new AEADParameters(new KeyParameter(hex(test, "key")), 128, hex(test, "iv"), hex(test, "aad")));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int done = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, done);
        return output;
    }

    @Test
    void hkdf_sha_256() throws Exception {
        wycheproof("hkdf_sha256_test.json", 86, (_, test) -> {
            int size = (int) Vectors.number(test, "size");
            if (isValid(test)) {
                assertArrayEquals(
                        hex(test, "okm"),
                        Derivation.SHA_256.expand(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size),
                        test.toString());
            } else {
                assertThrows(
                        VaultException.class,
                        () -> Derivation.SHA_256.expand(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size),
                        test.toString());
            }
        });
    }

    @Test
    void hmac_sha_256() throws Exception {
        wycheproof("hmac_sha256_test.json", 174, (group, test) -> mac(Derivation.SHA_256, group, test));
    }

    @Test
    void hmac_sm3() throws Exception {
        wycheproof("hmac_sm3_test.json", 174, (group, test) -> mac(Derivation.SM3, group, test));
    }

    private static void mac(Derivation derivation, Map<String, Object> group, Map<String, Object> test) {
        int length = (int) Vectors.number(group, "tagSize") / 8;
        byte[] tag = Arrays.copyOf(derivation.mac(hex(test, "key"), hex(test, "msg")), length);
        assertEquals(isValid(test), Arrays.equals(hex(test, "tag"), tag), test.toString());
    }

    @Test
    void sm3_and_sm4_of_the_lines_published() throws IOException {
        int seen = 0;
        for (Map<String, String> one : Vectors.lines("gm/sm3.vec", "Out")) {
            SM3Digest digest = new SM3Digest();
            byte[] input = HexFormat.of().parseHex(one.getOrDefault("In", ""));
            digest.update(input, 0, input.length);
            byte[] output = new byte[digest.getDigestSize()];
            digest.doFinal(output, 0);
            assertArrayEquals(HexFormat.of().parseHex(one.getOrDefault("Out", "")), output);
            seen++;
        }
        for (Map<String, String> one : Vectors.lines("gm/sm4.vec", "Out")) {
            if (one.containsKey("Iterations")) {
                continue;
            }
            byte[] input = HexFormat.of().parseHex(one.getOrDefault("In", ""));
            SM4Engine engine = new SM4Engine();
            engine.init(true, new KeyParameter(HexFormat.of().parseHex(one.getOrDefault("Key", ""))));
            byte[] output = new byte[input.length];
            for (int at = 0; at < input.length; at += 16) {
                engine.processBlock(input, at, output, at);
            }
            assertArrayEquals(HexFormat.of().parseHex(one.getOrDefault("Out", "")), output);
            seen++;
        }
        assertEquals(true, seen > 10, "cases seen: " + seen);
    }
}
