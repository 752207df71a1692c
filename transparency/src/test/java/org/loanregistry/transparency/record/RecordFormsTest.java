package org.loanregistry.transparency.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Field values, keys and schemas: their forms and what they refuse. */
class RecordFormsTest {
    @Test
    void a_value_is_its_committed_bytes() {
        assertEquals(
                "ffffffffffffffff",
                HexFormat.of().formatHex(FieldValue.integer(-1).bytes()));
        assertEquals(-1, FieldValue.integer(-1).toLong());
        assertEquals(
                "e5bca0", HexFormat.of().formatHex(FieldValue.text("\u5f20").bytes()));
        assertEquals(0, FieldValue.absent().bytes().length);
        assertEquals(
                List.of("", "x", "-7", "00ff", "{}"),
                List.of(
                        FieldValue.absent().display(),
                        FieldValue.text("x").display(),
                        FieldValue.integer(-7).display(),
                        FieldValue.bytes(new byte[] {0, -1}).display(),
                        FieldValue.json("{}").display()));
    }

    @Test
    void a_text_is_brought_to_nfc_and_any_other_form_refused() {
        FieldValue composed = FieldValue.text("A\u030a");
        assertEquals(FieldValue.text("\u00c5"), composed);
        assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0x85}, composed.bytes());
        byte[] decomposed = {'A', (byte) 0xcc, (byte) 0x8a};
        assertThrows(IllegalArgumentException.class, () -> new FieldValue(FieldType.TEXT, decomposed));
        byte[] notUtf8 = {(byte) 0xff};
        assertThrows(IllegalArgumentException.class, () -> new FieldValue(FieldType.TEXT, notUtf8));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.text("\ud800"));
    }

    @Test
    void a_tree_is_written_in_its_one_form() {
        assertEquals(FieldValue.json("{\"a\":2,\"b\":[]}"), FieldValue.jsonOf(Map.of("b", List.of(), "a", 2L)));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.jsonOf(List.of("\ud800")));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.jsonOf(List.of(1.5)));
    }

    @Test
    void bytes_that_are_not_of_the_type_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new FieldValue(FieldType.ABSENT, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> new FieldValue(FieldType.INTEGER, new byte[7]));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.json("{ }"));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.json("{\"b\":1,\"a\":2}"));
        assertThrows(IllegalArgumentException.class, () -> FieldValue.json("1.5"));
        FieldValue text = FieldValue.text("1");
        assertThrows(IllegalStateException.class, text::toLong);
    }

    @Test
    void nothing_secret_or_personal_is_printed() {
        RecordKey key = RecordKey.random(new SecureRandom());
        assertEquals("RecordKey[]", key.toString());
        assertEquals(key, RecordKey.of(key.toBytes()));
        assertNotEquals(key, RecordKey.random(new SecureRandom()));
        assertFalse(FieldValue.text("Amina").toString().contains("Amina"));
    }

    @Test
    void comments_and_empty_lines_separate_schemas() {
        RecordSchemas schemas = RecordSchemas.parse("# x\n\nschema 1 a/1\n1 one text personal\n\n2 two json\n");
        assertEquals(2, schemas.require(1).fields().size());
        assertEquals(0, RecordSchemas.parse("\n").all().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema 1 a/1\n1 one text",
                "1 one text\n",
                "schema 1 a/1\n",
                "schema 1\n1 one text\n",
                "schema 01 a/1\n1 one text\n",
                "schema 0 a/1\n1 one text\n",
                "schema 65536 a/1\n1 one text\n",
                "schema 1 A\n1 one text\n",
                "schema 1 a/1\n65535 one text\n",
                "schema 1 a/1\n1 one absent\n",
                "schema 1 a/1\n1 one float\n",
                "schema 1 a/1\n1 One text\n",
                "schema 1 a/1\n1 one text private\n",
                "schema 1 a/1\n1  one text\n",
                "schema 1 a/1\n1 one text \n",
                "schema 1 a/1\n2 two text\n1 one text\n",
                "schema 1 a/1\n1 one text\n1 two text\n",
                "schema 1 a/1\n1 one text\n2 one text\n",
                "schema 1 a/1\n1 one text\nschema 1 b/1\n1 one text\n"
            })
    void any_other_schema_text_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> RecordSchemas.parse(text));
    }
}
