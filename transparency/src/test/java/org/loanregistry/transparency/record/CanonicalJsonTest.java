package org.loanregistry.transparency.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.TestData;

class CanonicalJsonTest {
    @Test
    void the_published_cases_without_fractions_come_out_byte_by_byte() {
        Path folder = TestData.published("jcs");
        for (String name : List.of("arrays", "french", "unicode", "weird")) {
            Object tree = CanonicalJson.parse(TestData.read(folder.resolve("input/" + name + ".json")));
            String written = CanonicalJson.write(tree);
            assertEquals(TestData.read(folder.resolve("output/" + name + ".json")), written, name);
            String hex =
                    TestData.read(folder.resolve("outhex/" + name + ".txt")).replaceAll("\\s", "");
            assertEquals(hex, HexFormat.of().formatHex(written.getBytes(StandardCharsets.UTF_8)), name);
        }
    }

    @Test
    void the_published_cases_with_fractions_are_refused() {
        Path folder = TestData.published("jcs");
        for (String name : List.of("values", "structures")) {
            String json = TestData.read(folder.resolve("input/" + name + ".json"));
            assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse(json), name);
        }
    }

    @Test
    void a_tree_is_written_in_its_one_form() {
        Map<String, Object> tree = new HashMap<>();
        tree.put("b", List.of(1, 2L, true, false, "\u0000\u001f\u007f\u2028/"));
        tree.put("a", null);
        tree.put("", Map.of());
        assertEquals(
                "{\"\":{},\"a\":null,\"b\":[1,2,true,false,\"\\u0000\\u001f\u007f\u2028/\"]}",
                CanonicalJson.write(tree));
        assertEquals("[]", CanonicalJson.write(List.of()));
        assertEquals("-9007199254740991", CanonicalJson.write(-CanonicalJson.MAX_NUMBER));
    }

    @Test
    void what_json_cannot_hold_is_not_written() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(1.5));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(CanonicalJson.MAX_NUMBER + 1));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write("\udc00x"));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write("\ud800x"));
        Object deep = List.of();
        for (int i = 0; i < 65; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(tooDeep));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "nul",
                "truefalse",
                "TRUE",
                "1 2",
                "01",
                "-0",
                "-",
                "+1",
                "1.0",
                "1e3",
                "1E3",
                ".5",
                "9007199254740992",
                "-9007199254740992",
                "99999999999999999999",
                "NaN",
                "\"",
                "\"a",
                "'a'",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\n\"",
                "\"\t\"",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"a\":1}}",
                "[1]//",
                "\ufeff[1]",
                "\u00a0[1]"
            })
    void any_other_text_is_refused(String json) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse(json));
    }

    @Test
    void json_deeper_than_64_levels_is_refused() {
        CanonicalJson.parse("[".repeat(64) + "]".repeat(64));
        String tooDeep = "[".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse(tooDeep));
        String oneTooDeep = "[".repeat(66) + "]".repeat(66);
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse(oneTooDeep));
    }
}
