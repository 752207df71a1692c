package org.loanregistry.transparency.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.TestData;

/** The record leaf against vectors/spec/leaf_kat.json. */
class LeafVectorTest {
    private static final Map<?, ?> KAT = (Map<?, ?>) CanonicalJson.parse(TestData.own("vectors/spec/leaf_kat.json"));

    @Test
    void the_known_record_has_the_known_leaf() {
        RecordCommitment commitment = commitment();
        assertEquals(KAT.get("recordRoot"), commitment.recordRoot().toHex());
        assertEquals(KAT.get("rid"), hex(commitment.rid()));
        assertEquals(KAT.get("headerSalt"), hex(commitment.headerSalt()));
        assertEquals(KAT.get("leafData"), hex(commitment.leafData()));
        assertEquals(KAT.get("leafHash"), commitment.leafHash().toHex());
        assertEquals(
                KAT.get("headerCommitment"),
                LeafBytes.header(commitment.headerSalt(), 1, 7, commitment.rid(), 1_792_000_000L)
                        .toHex());
    }

    @Test
    void every_known_field_has_the_known_salt_commitment_and_path() {
        List<Map<?, ?>> fields = fields();
        Disclosure disclosure = commitment().disclose(new TreeSet<>(values().keySet()));
        assertEquals(7, fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Map<?, ?> wanted = fields.get(i);
            DisclosedField field = disclosure.disclosed().get(i);
            assertEquals(wanted.get("id"), (long) field.fieldId());
            assertEquals(wanted.get("salt"), hex(field.salt()));
            assertEquals(
                    wanted.get("commitment"),
                    LeafBytes.commitment(field.fieldId(), field.value(), field.salt())
                            .toHex());
            assertEquals(
                    wanted.get("path"),
                    field.path().stream().map(hash -> hash.toHex()).toList());
        }
    }

    private static RecordCommitment commitment() {
        byte[] key = HexFormat.of().parseHex((String) KAT.get("recordKey"));
        return RecordCommitment.of(schema(), RecordKey.of(key), 1, 1_792_000_000L, values());
    }

    private static Map<Integer, FieldValue> values() {
        Map<Integer, FieldValue> values = new HashMap<>();
        for (Map<?, ?> field : fields()) {
            FieldType type = FieldType.of(number(field, "type"));
            byte[] bytes = HexFormat.of().parseHex((String) field.get("value"));
            values.put(id(field), new FieldValue(type, bytes));
        }
        return values;
    }

    private static RecordSchema schema() {
        List<SchemaField> fields = new ArrayList<>();
        for (Map<?, ?> field : fields()) {
            FieldType type = FieldType.of(number(field, "type"));
            fields.add(new SchemaField(
                    id(field), "field" + id(field), type == FieldType.ABSENT ? FieldType.TEXT : type, false));
        }
        return new RecordSchema(1, "known/1", fields);
    }

    private static List<Map<?, ?>> fields() {
        List<Map<?, ?>> fields = new ArrayList<>();
        if (KAT.get("fields") instanceof List<?> listed) {
            listed.forEach(field -> fields.add((Map<?, ?>) field));
        }
        return fields;
    }

    private static int id(Map<?, ?> field) {
        return Math.toIntExact(number(field, "id"));
    }

    private static long number(Map<?, ?> field, String name) {
        return field.get(name) instanceof Long number ? number : -1;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
