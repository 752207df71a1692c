package org.loanregistry.transparency.note;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.TestData;

/** Wycheproof's signatures, for every bank's contract must judge an odd signature alike. */
class Ed25519VectorsTest {
    private static final Pattern CASE = Pattern.compile(
            "\"pk\"\\s*:\\s*\"([0-9a-f]*)\""
                    + "|\"msg\"\\s*:\\s*\"([0-9a-f]*)\"\\s*,\\s*\"sig\"\\s*:\\s*\"([0-9a-f]*)\"\\s*,\\s*\"result\"\\s*:\\s*\"(\\w+)\"");

    @Test
    void every_case_is_judged_as_published() {
        String json = TestData.read(TestData.published("wycheproof").resolve("ed25519_test.json"));
        Matcher matcher = CASE.matcher(json);
        byte[] key = new byte[0];
        int valid = 0;
        int invalid = 0;
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                key = bytes(matcher.group(1));
                continue;
            }
            boolean wanted = "valid".equals(matcher.group(4));
            assertEquals(wanted, verifies(key, matcher), () -> "signature " + matcher.group(3));
            valid += wanted ? 1 : 0;
            invalid += wanted ? 0 : 1;
        }
        assertEquals(88, valid);
        assertEquals(63, invalid);
    }

    private static boolean verifies(byte[] key, Matcher matcher) {
        return Ed25519.verifies(Ed25519.publicKey(key), bytes(matcher.group(2)), bytes(matcher.group(3)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
