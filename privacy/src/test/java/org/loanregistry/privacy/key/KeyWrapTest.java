package org.loanregistry.privacy.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KeyWrapTest {
    private static final Pattern CASE = Pattern.compile(
            "\"tcId\": (\\d+),.*?\"key\": \"([0-9a-f]*)\",\\s*"
                    + "\"msg\": \"([0-9a-f]*)\",\\s*\"ct\": \"([0-9a-f]*)\",\\s*\"result\": \"([a-z]+)\"",
            Pattern.DOTALL);

    @Test
    void every_wycheproof_case_is_wrapped_or_refused_as_published() throws IOException {
        Path file = Path.of(System.getProperty("loanreg.root"), "../shared/vectors/wycheproof/aes_kwp_test.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: no " + file);
        Matcher test = CASE.matcher(Files.readString(file));
        int seen = 0;
        while (test.find()) {
            KeyWrap kek = new KeyWrap(new SecretBytes(HexFormat.of().parseHex(test.group(2))));
            byte[] key = HexFormat.of().parseHex(test.group(3));
            byte[] wrapped = HexFormat.of().parseHex(test.group(4));
            check("case " + test.group(1), test.group(5), kek, key, wrapped);
            seen++;
        }
        assertEquals(254, seen);
    }

    /** "acceptable" are keys under 128 bits, which may be wrapped or refused; ours always has 256. */
    private static void check(String name, String result, KeyWrap kek, byte[] key, byte[] wrapped) {
        switch (result) {
            case "valid" -> {
                assertArrayEquals(wrapped, kek.wrap(key), name);
                assertArrayEquals(key, kek.unwrap(wrapped), name);
            }
            case "invalid" -> assertThrows(VaultException.class, () -> kek.unwrap(wrapped), name);
            case "acceptable" -> assertEquals(true, key.length < 16, name);
            default -> throw new AssertionError(name + ": result " + result);
        }
    }

    @Test
    void each_flipped_bit_of_a_wrapped_key_is_refused() {
        KeyWrap kek = new KeyWrap(new SecretBytes(new byte[32]));
        byte[] wrapped = kek.wrap(new byte[32]);
        assertEquals(40, wrapped.length);
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] altered = wrapped.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(VaultException.class, () -> kek.unwrap(altered), "bit " + bit);
        }
    }

    @Test
    void a_cut_a_lengthened_and_an_empty_wrapped_key_are_refused() {
        KeyWrap kek = new KeyWrap(new SecretBytes(new byte[32]));
        for (int length : new int[] {0, 8, 16, 39, 41, 48}) {
            assertThrows(VaultException.class, () -> kek.unwrap(new byte[length]), "length " + length);
        }
    }
}
