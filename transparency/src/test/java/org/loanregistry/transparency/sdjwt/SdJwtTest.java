package org.loanregistry.transparency.sdjwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldType;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordKey;
import org.loanregistry.transparency.record.RecordOutline;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.SchemaField;

/** The parts of a disclosure, against published examples where there are any. */
class SdJwtTest {
    private static final String ED25519 = """
            {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig"}""";
    private static final String P256 = """
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";
    private static final RecordSchema SCHEMA = new RecordSchema(
            9,
            "sample/1",
            List.of(
                    new SchemaField(1, "name", FieldType.TEXT, false),
                    new SchemaField(2, "amount", FieldType.INTEGER, false),
                    new SchemaField(3, "plan", FieldType.JSON, false),
                    new SchemaField(4, "id", FieldType.BYTES, false),
                    new SchemaField(5, "end", FieldType.TEXT, false)));
    private static final Map<Integer, FieldValue> VALUES = Map.of(
            1, FieldValue.text("借款"),
            2, FieldValue.integer(-7),
            3, FieldValue.jsonOf(Map.of("due", List.of(1L, 2L))),
            4, FieldValue.bytes(new byte[] {1, 2, 3}));

    private final RecordCommitment record =
            RecordCommitment.of(SCHEMA, RecordKey.random(new SecureRandom()), 1, 1_700_000_000L, VALUES);

    @Test
    void the_digest_of_a_disclosure_is_that_of_rfc_9901() {
        assertEquals(
                "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
                FieldClaim.digest("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"));
    }

    @Test
    void thumbprint_and_signature_of_ed25519_are_those_of_rfc_8037() {
        var key = PublicJwk.parse(ED25519);
        assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.thumbprint());
        byte[] message = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(US_ASCII);
        byte[] signature = StrictText.base64Url(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7s" + "VvpAr_MuM0KAg");
        assertTrue(key.verifies(message, signature));
        message[0]++;
        assertFalse(key.verifies(message, signature));
        assertFalse(key.verifies(message, new byte[63]));
        assertEquals(key, PublicJwk.of(key.toTree()));
    }

    @Test
    void the_signature_of_p_256_is_that_of_rfc_7515() {
        var key = PublicJwk.parse(P256);
        byte[] message =
                ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvb"
                                + "S9pc19yb290Ijp0cnVlfQ")
                        .getBytes(US_ASCII);
        byte[] signature = StrictText.base64Url(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTU" + "JqPP3-Kg6NU1Q");
        assertTrue(key.verifies(message, signature));
        assertEquals("ES256", key.algorithm());
        assertFalse(PublicJwk.parse(ED25519).verifies(message, signature));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":5}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}"
            })
    void what_is_no_public_key_of_the_two_kinds_is_refused(String json) {
        assertThrows(SdJwtException.class, () -> PublicJwk.parse(json));
    }

    @Test
    void every_type_of_value_goes_through_a_claim_and_back_to_its_commitment() {
        RecordOutline outline = record.outline();
        assertEquals(record.leafHash(), outline.leafHash());
        assertEquals(record.recordRoot(), outline.recordRoot());
        for (SchemaField field : SCHEMA.fields()) {
            var shown = Objects.requireNonNull(
                            record.disclose(Set.of(field.fieldId())).disclosed())
                    .getFirst();
            var claim = FieldClaim.parse(
                    FieldClaim.of(shown.salt(), field.name(), shown.value()).toText());
            assertEquals(shown.value(), claim.toValue(field.type()), field.name());
            assertTrue(outline.holds(SCHEMA, field, claim.toValue(field.type()), claim.salt()), field.name());
            assertFalse(outline.holds(SCHEMA, field, claim.toValue(field.type()), new byte[32]), field.name());
            assertFalse(outline.holds(SCHEMA, field, FieldValue.text("x"), claim.salt()), field.name());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[\"AA\",\"a\"]", "[1,\"a\",2]", "[\"AA\",\"a\",2]", "{}", "\"x\"", "[\"AA\",\"a\",1.5]"})
    void what_is_no_claim_of_a_field_is_refused(String json) {
        String text = StrictText.toBase64Url(json.getBytes(UTF_8));
        assertThrows(SdJwtException.class, () -> FieldClaim.parse(text));
        assertThrows(SdJwtException.class, () -> FieldClaim.parse(json));
    }

    @Test
    void a_claim_of_another_type_is_no_value() {
        var claim = new FieldClaim(new byte[32], "amount", "text");
        assertThrows(SdJwtException.class, () -> claim.toValue(FieldType.INTEGER));
        assertThrows(SdJwtException.class, () -> new FieldClaim(new byte[32], "id", "?").toValue(FieldType.BYTES));
    }

    @Test
    void the_parts_are_found_again() {
        var whole = SdJwt.parse("a.b.c~d~e~f.g.h");
        assertEquals(List.of("d", "e"), whole.disclosures());
        assertEquals("f.g.h", whole.keyBinding());
        assertEquals("a.b.c~d~e~", whole.presented());
        assertEquals("a.b.c~d~e~f.g.h", whole.toText());
        assertNull(SdJwt.parse("a.b.c~").keyBinding());
        assertThrows(SdJwtException.class, () -> SdJwt.parse("a.b.c"));
        assertThrows(SdJwtException.class, () -> SdJwt.parse("a.b.c~~"));
    }

    @Test
    void claims_whose_leaf_is_not_that_of_their_outline_are_refused() {
        var token = new RecordToken(
                "o/records", "1", "a", 1, 2, "P", PublicJwk.parse(ED25519), record.outline(), List.of("x"));
        Map<String, Object> tree = token.toTree();
        assertEquals(token, RecordToken.parse((Map<?, ?>) CanonicalJson.parse(CanonicalJson.write(tree))));
        for (String name : List.copyOf(tree.keySet())) {
            Object kept = Objects.requireNonNull(tree.remove(name));
            assertThrows(SdJwtException.class, () -> RecordToken.parse(tree), name);
            tree.put(name, kept);
        }
        tree.put("logLeaf", StrictText.toBase64Url(new byte[32]));
        assertThrows(SdJwtException.class, () -> RecordToken.parse(tree));
    }

    @Test
    void a_signature_counts_for_its_type_and_the_keys_algorithm_only() {
        var key = PublicJwk.parse(ED25519);
        for (var header : List.of(
                Map.of("alg", "none", "typ", "t"),
                Map.of("alg", "ES256", "typ", "t"),
                Map.of("alg", "EdDSA", "typ", "u"),
                Map.of("alg", "EdDSA", "typ", "t", "crit", "x"))) {
            assertFalse(Jws.parse(Jws.sign(header, Map.of(), _ -> new byte[64])).isSignedBy(key, "t"));
        }
        for (String text : List.of("", "a", "a.b", "a.b.c.d", "e30.e30.?", "W10.e30.AA", "e30.W10.AA")) {
            assertThrows(SdJwtException.class, () -> Jws.parse(text), text);
        }
    }
}
