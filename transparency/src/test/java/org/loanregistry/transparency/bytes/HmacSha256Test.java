package org.loanregistry.transparency.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HMAC-SHA-256 against the vectors of RFC 4231 (cases 1, 2, 6) and against the JDK's own. */
class HmacSha256Test {
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 1, Hi There,"
                + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 1, what do ya want for nothing?,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa, 131, Test Using Larger Than Block-Size Key - Hash Key First,"
                + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    })
    void the_published_vectors(String key, int times, String message, String hmac) {
        byte[] secret = HexFormat.of().parseHex(key.repeat(times));
        assertEquals(
                hmac,
                HexFormat.of().formatHex(HmacSha256.under(secret).of(message.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void each_length_of_key_and_message_gives_what_the_jdk_gives() throws GeneralSecurityException {
        var random = new SplittableRandom(1);
        for (int length = 1; length <= 200; length++) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            HmacSha256 own = HmacSha256.under(key);
            for (int size = 0; size <= 200; size += 13) {
                byte[] message = new byte[size];
                random.nextBytes(message);
                assertArrayEquals(mac.doFinal(message), own.of(message));
            }
        }
    }

    @Test
    void an_empty_key_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> HmacSha256.under(new byte[0]));
    }
}
