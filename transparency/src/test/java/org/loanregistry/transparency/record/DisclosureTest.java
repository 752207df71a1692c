package org.loanregistry.transparency.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.transparency.TestData;

/** Disclosures of records by the real schemas: what a reader sees, and every way of changing it. */
class DisclosureTest {
    private static final RecordSchemas SCHEMAS = RecordSchemas.parse(TestData.own("docs/schemas/records.txt"));
    private static final RecordSchema REPAYMENT = SCHEMAS.require(258);
    private static final RecordKey KEY = RecordKey.random(new SecureRandom());
    private static final Map<Integer, FieldValue> VALUES = REPAYMENT.byId(Map.of(
            "repaymentId", FieldValue.bytes(new byte[] {1, 2, 3}),
            "contractNumber", FieldValue.text("C-1"),
            "amountMinor", FieldValue.integer(12_345),
            "funders", FieldValue.json("[{\"lender\":\"BankA\",\"share\":100}]")));
    private static final RecordCommitment RECORD = RecordCommitment.of(REPAYMENT, KEY, 1, 1_700_000_000, VALUES);
    private static final Disclosure SHOWN = RECORD.disclose(Set.of(1, 3, 5, 7, 15));

    @Test
    void the_schemas_of_the_documentation_are_read_in_full() {
        assertEquals(
                List.of(
                        "contract/1",
                        "repayment/1",
                        "contract/2",
                        "event/1",
                        "feed-heads/1",
                        "access-entry/1",
                        "subject-act/1",
                        "reconciliation/1",
                        "share-agreement/1"),
                SCHEMAS.all().stream().map(RecordSchema::name).toList());
        assertEquals(
                List.of(27, 20, 31, 16, 16, 4, 7, 12, 12),
                SCHEMAS.all().stream().map(schema -> schema.fields().size()).toList());
        assertEquals(
                List.of(1, 2, 3, 4),
                SCHEMAS.require(257).fields().stream()
                        .filter(SchemaField::personal)
                        .map(SchemaField::fieldId)
                        .toList());
        assertThrows(IllegalArgumentException.class, () -> SCHEMAS.require(1));
    }

    @Test
    void a_disclosure_survives_its_json_and_matches() {
        Disclosure read = Disclosure.parse(SHOWN.toJson());
        assertEquals(SHOWN, read);
        assertArrayEquals(RECORD.leafData(), read.leafData());
        DisclosureCheck.Matches matches = assertInstanceOf(DisclosureCheck.Matches.class, read.check(SCHEMAS));
        assertEquals(REPAYMENT, matches.schema());
        assertEquals(FieldValue.integer(12_345), matches.values().get(7));
        assertEquals(FieldValue.absent(), matches.values().get(15), "attributes were never given");
        assertEquals(5, matches.values().size());
    }

    @Test
    void disclosing_nothing_still_authenticates_the_header() {
        Disclosure none = RECORD.disclose(Set.of());
        assertInstanceOf(
                DisclosureCheck.Matches.class, Disclosure.parse(none.toJson()).check(SCHEMAS));
    }

    @Test
    void a_changed_value_is_named_by_its_field() {
        assertAltered("field amountMinor", changed(7, FieldValue.integer(12_346)));
        assertAltered("field amountMinor", changed(7, FieldValue.absent()));
        assertAltered("field amountMinor", changed(7, FieldValue.text("12345")));
        assertAltered("field attributes", changed(15, FieldValue.json("{}")));
    }

    @Test
    void a_changed_header_is_named() {
        byte[] rid = SHOWN.rid();
        rid[0] ^= 1;
        assertAltered("header", with(258, 20, rid, 1_700_000_000, SHOWN.leafData()));
        assertAltered("header", with(258, 20, SHOWN.rid(), 1_700_000_001, SHOWN.leafData()));
        assertAltered("header", with(258, 19, SHOWN.rid(), 1_700_000_000, SHOWN.leafData()));
        assertAltered("header", with(257, 20, SHOWN.rid(), 1_700_000_000, SHOWN.leafData()));
        byte[] version = SHOWN.leafData();
        version[4] = 2;
        assertAltered("leaf prefix", with(258, 20, SHOWN.rid(), 1_700_000_000, version));
        byte[] root = SHOWN.leafData();
        root[68] ^= 1;
        assertAltered("record", with(258, 20, SHOWN.rid(), 1_700_000_000, root));
    }

    @Test
    void a_field_in_the_place_of_another_is_altered() {
        DisclosedField amount = SHOWN.disclosed().get(3);
        DisclosedField moved = new DisclosedField(8, amount.value(), amount.salt(), amount.path());
        assertAltered("field principalMinor", withFields(List.of(moved)));
        DisclosedField unknown = new DisclosedField(99, amount.value(), amount.salt(), amount.path());
        assertAltered("field 99", withFields(List.of(unknown)));
        DisclosedField cut = new DisclosedField(
                7,
                amount.value(),
                amount.salt(),
                amount.path().subList(1, amount.path().size()));
        assertAltered("field amountMinor", withFields(List.of(cut)));
    }

    @Test
    void an_unknown_schema_is_not_judged() {
        Disclosure unknown = with(9, 20, SHOWN.rid(), 1_700_000_000, SHOWN.leafData());
        assertEquals(new DisclosureCheck.UnknownSchema(9), unknown.check(SCHEMAS));
    }

    @ParameterizedTest
    @MethodSource("malformedJson")
    void any_other_json_is_refused(String json) {
        assertThrows(IllegalArgumentException.class, () -> Disclosure.parse(json));
    }

    static List<String> malformedJson() {
        String json = SHOWN.toJson();
        return List.of(
                "",
                "{}",
                "[]",
                json + " ",
                " " + json,
                json.replace("\"n\":20", "\"n\": 20"),
                json.replace("\"n\":20", "\"n\":0"),
                json.replace("\"n\":20", "\"n\":65536"),
                json.replace("\"n\":20", "\"n\":\"20\""),
                json.replace("\"n\":20,", ""),
                json.replace("\"n\":20", "\"m\":1,\"n\":20"),
                json.replace("\"schemaId\":258", "\"schemaId\":-1"),
                json.replace("\"epochSeconds\":17", "\"epochSeconds\":-17"),
                json.replace("\"type\":2", "\"type\":5"),
                json.replace("\"type\":2", "\"type\":0"),
                json.replace("\"fieldId\":7", "\"fieldId\":3"),
                json.replace("\"fieldId\":7", "\"fieldId\":65535"),
                json.replace("\"rid\":\"", "\"rid\":\"AA"),
                json.replace("\"headerSalt\":\"", "\"headerSalt\":\"AAAA"),
                json.replace("\"value\":\"AQID\"", "\"value\":\"AQID=\""),
                json.replace("\"value\":\"AQID\"", "\"value\":\"AQIDB\""),
                json.replace("\"value\":\"AQID\"", "\"value\":\"+/+/\""));
    }

    @Test
    void a_record_that_does_not_fit_its_schema_is_refused() {
        Map<Integer, FieldValue> unknown = Map.of(99, FieldValue.absent());
        Map<Integer, FieldValue> wrongType = Map.of(7, FieldValue.text("1"));
        assertThrows(IllegalArgumentException.class, () -> RecordCommitment.of(REPAYMENT, KEY, 1, 0, unknown));
        assertThrows(IllegalArgumentException.class, () -> RecordCommitment.of(REPAYMENT, KEY, 1, 0, wrongType));
        assertThrows(IllegalArgumentException.class, () -> RecordCommitment.of(REPAYMENT, KEY, 0, 0, VALUES));
        assertThrows(IllegalArgumentException.class, () -> RecordCommitment.of(REPAYMENT, KEY, 1, -1, VALUES));
        assertThrows(IllegalArgumentException.class, () -> RECORD.disclose(Set.of(99)));
        assertThrows(IllegalArgumentException.class, () -> RecordKey.of(new byte[31]));
        Map<String, FieldValue> unnamed = Map.of("nothing", FieldValue.absent());
        assertThrows(IllegalArgumentException.class, () -> REPAYMENT.byId(unnamed));
    }

    @Test
    void an_absent_value_and_another_key_or_version_change_the_leaf() {
        Map<Integer, FieldValue> absent = Map.of(1, FieldValue.absent());
        assertEquals(
                RecordCommitment.of(REPAYMENT, KEY, 1, 0, Map.of()).leafHash(),
                RecordCommitment.of(REPAYMENT, KEY, 1, 0, absent).leafHash());
        RecordKey other = RecordKey.random(new SecureRandom());
        assertNotEquals(
                RECORD.leafHash(),
                RecordCommitment.of(REPAYMENT, other, 1, 1_700_000_000, VALUES).leafHash());
        assertNotEquals(
                RECORD.leafHash(),
                RecordCommitment.of(REPAYMENT, KEY, 2, 1_700_000_000, VALUES).leafHash());
        assertFalse(RecordCommitment.of(REPAYMENT, KEY, 2, 0, VALUES).toString().contains("12345"));
    }

    private static Disclosure changed(int fieldId, FieldValue value) {
        return withFields(SHOWN.disclosed().stream()
                .map(field -> field.fieldId() == fieldId
                        ? new DisclosedField(fieldId, value, field.salt(), field.path())
                        : field)
                .toList());
    }

    private static Disclosure withFields(List<DisclosedField> fields) {
        return new Disclosure(258, 20, SHOWN.rid(), 1_700_000_000, SHOWN.headerSalt(), SHOWN.leafData(), fields);
    }

    private static Disclosure with(int schemaId, int fieldCount, byte[] rid, long epochSeconds, byte[] leafData) {
        return new Disclosure(schemaId, fieldCount, rid, epochSeconds, SHOWN.headerSalt(), leafData, SHOWN.disclosed());
    }

    private static void assertAltered(String what, Disclosure disclosure) {
        assertEquals(new DisclosureCheck.Altered(what), disclosure.check(SCHEMAS));
    }
}
