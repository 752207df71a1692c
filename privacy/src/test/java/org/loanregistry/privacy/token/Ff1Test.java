package org.loanregistry.privacy.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.Vectors;

class Ff1Test {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void the_nine_samples_of_the_standard_pass() throws IOException {
        var samples = Vectors.list(Vectors.published("ff1/nist_sp800-38g_ff1_samples.json"), "tests");
        assertEquals(9, samples.size());
        for (var sample : samples) {
            int radix = Math.toIntExact(Vectors.number(sample, "radix"));
            Ff1 ff1 = Ff1.of(hex(sample, "key"), radix, hex(sample, "tweak"));
            byte[] plain = digits(Vectors.text(sample, "pt"));
            byte[] cipher = digits(Vectors.text(sample, "ct"));
            assertArrayEquals(cipher, ff1.encrypt(plain), () -> "sample " + sample.get("id"));
            assertArrayEquals(plain, ff1.decrypt(cipher), () -> "sample " + sample.get("id"));
        }
    }

    @Test
    void every_wycheproof_case_passes() throws IOException {
        var file = Vectors.published("wycheproof/aes_ff1_radix10_test.json");
        int cases = 0;
        for (var group : Vectors.list(file, "testGroups")) {
            for (var test : Vectors.list(group, "tests")) {
                wycheproof(test);
                cases++;
            }
        }
        assertEquals(Vectors.number(file, "numberOfTests"), cases);
    }

    private static void wycheproof(Map<String, Object> test) {
        byte[] plain = digits(Vectors.numbers(test, "msg"));
        Callable<byte[]> encrypted = () ->
                Ff1.withSmallDomains(hex(test, "key"), 10, hex(test, "tweak")).encrypt(plain);
        if (Vectors.text(test, "result").equals("invalid")) {
            assertThrows(IllegalArgumentException.class, encrypted::call, () -> "case " + test.get("tcId"));
            return;
        }
        byte[] cipher = digits(Vectors.numbers(test, "ct"));
        Ff1 ff1 = Ff1.withSmallDomains(hex(test, "key"), 10, hex(test, "tweak"));
        assertArrayEquals(cipher, ff1.encrypt(plain), () -> "case " + test.get("tcId"));
        assertArrayEquals(plain, ff1.decrypt(cipher), () -> "case " + test.get("tcId"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2, 16, 36})
    void random_cases_equal_bouncy_castle(int radix) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            byte[] key = new byte[8 * (2 + random.nextInt(3))];
            byte[] tweak = new byte[random.nextInt(40)];
            random.nextBytes(key);
            random.nextBytes(tweak);
            Ff1 ours = Ff1.of(key, radix, tweak);
            FPEFF1Engine theirs = new FPEFF1Engine();
            theirs.init(true, new FPEParameters(new KeyParameter(key), radix, tweak));
            int length = (radix == 2 ? 20 : 6) + random.nextInt(40);
            for (int i = 0; i < 50; i++) {
                byte[] plain = new byte[length];
                for (int at = 0; at < length; at++) {
                    plain[at] = (byte) random.nextInt(radix);
                }
                byte[] cipher = new byte[length];
                theirs.processBlock(plain, 0, length, cipher, 0);
                assertArrayEquals(cipher, ours.encrypt(plain), "seed " + seed + ", round " + round);
                assertArrayEquals(plain, ours.decrypt(cipher), "seed " + seed + ", round " + round);
            }
        }
    }

    @Test
    void eight_threads_share_one_and_take_turns_with_two_lengths() throws Exception {
        Ff1 ff1 = Ff1.of(new byte[32], 10, new byte[16]);
        Callable<Boolean> work = () -> IntStream.range(0, 2_000).allMatch(i -> {
            byte[] plain = new byte[16 + i % 2 * 5];
            plain[3] = (byte) (i % 10);
            return Arrays.equals(plain, ff1.decrypt(ff1.encrypt(plain)));
        });
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var done : pool.invokeAll(Collections.nCopies(8, work))) {
                assertEquals(true, done.get());
            }
        }
    }

    @Test
    void fewer_than_a_million_possible_texts_are_refused() {
        Ff1 ff1 = Ff1.of(new byte[16], 10, new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> ff1.encrypt(new byte[5]));
        assertEquals(6, ff1.encrypt(new byte[6]).length);
        assertThrows(IllegalArgumentException.class, () -> ff1.decrypt(new byte[5]));
    }

    @Test
    void a_key_a_radix_and_a_digit_outside_their_bounds_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Ff1.of(new byte[15], 10, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Ff1.of(new byte[16], 1, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Ff1.of(new byte[16], 37, new byte[0]));
        Ff1 ff1 = Ff1.of(new byte[16], 10, new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> ff1.encrypt(new byte[] {1, 2, 3, 4, 5, 10}));
        assertThrows(IllegalArgumentException.class, () -> ff1.encrypt(new byte[] {1, 2, 3, 4, 5, -1}));
    }

    private static byte[] hex(Map<String, Object> test, String key) {
        return HEX.parseHex(Vectors.text(test, key));
    }

    private static byte[] digits(String text) {
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit(text.charAt(i), 36);
        }
        return digits;
    }

    private static byte[] digits(List<Long> numbers) {
        byte[] digits = new byte[numbers.size()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = numbers.get(i).byteValue();
        }
        return digits;
    }
}
