package org.loanregistry.registry.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import io.micronaut.security.authentication.Authentication;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.access.ExportReveals;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.transparency.bytes.Sha256;

/** Everything held of a borrower, sealed to the borrower's key: what is in it, who opens it, and to whom it is refused. */
class ExportTest {
    private static final String KEY = SealedExport.newKey();
    private static final String ASKED = """
            {"key":%s,"reason":"CASE-45"}""".formatted(SealedExport.publicPart(KEY));
    private static final String ALL = "[\"mobile\",\"name\",\"nationalId\",\"reference\"]";

    private AccessService service;
    private String subject;
    private Caller borrower;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", ",\"annualRate\":\"0.12\"");
        borrower = new Caller(Role.BORROWER, subject);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> export(Caller caller, String who, String body) {
        return service.post(caller, "/api/v1/borrowers/" + who + "/exports", body);
    }

    private Map<?, ?> exported(Caller caller) {
        var answer = export(caller, subject, ASKED);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return tree(answer.body());
    }

    private static Map<?, ?> tree(byte[] json) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
    }

    private static String text(Map<?, ?> tree, String member) {
        return String.valueOf(Objects.requireNonNull(tree.get(member), member));
    }

    private static List<?> list(Map<?, ?> tree, String member) {
        return (List<?>) Objects.requireNonNull(tree.get(member), member);
    }

    private String consented(String fields) {
        var answer = service.post(
                borrower, "/api/v1/borrowers/" + subject + "/consents", """
                {"recipient":"bank-a","purpose":"PORTABILITY","fields":%s,"noticeHash":"%s"}""".formatted(fields, "11".repeat(32)));
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return text(tree(answer.body()), "consentId");
    }

    private long exports() {
        return service.registry.count("subject_act where act = 'EXPORTED'");
    }

    private void assertRefused(int status, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), AccessService.text(answer));
        assertFalse(AccessService.text(answer).contains("sealed\""), AccessService.text(answer));
        assertEquals(0, exports());
    }

    @Test
    void the_borrower_opens_it_with_a_library_of_jose_or_with_the_standard_alone() throws Exception {
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger(LogName.RECORDS);
        var answer = exported(borrower);
        String sealed = text(answer, "sealed");
        var nimbus = JWEObject.parse(sealed);
        nimbus.decrypt(new ECDHDecrypter(ECKey.parse(KEY)));
        var plain = PlainJwe.open(sealed, KEY);
        assertArrayEquals(nimbus.getPayload().toBytes(), plain.content());
        assertArrayEquals(plain.content(), SealedExport.open(sealed, KEY));
        assertEquals("ECDH-ES", plain.header().get("alg"));
        assertEquals("A256GCM", plain.header().get("enc"));
        assertEquals(
                ECKey.parse(KEY).computeThumbprint().toString(), plain.header().get("kid"));
        var document = tree(plain.content());
        assertEquals("loanreg-export/1", document.get("format"));
        assertEquals(
                Map.of(
                        "name",
                        "Zhang San",
                        "nationalId",
                        "11010519491231002X",
                        "mobile",
                        "13912345678",
                        "reference",
                        "REF-1"),
                document.get("identity"));
        var contract = (Map<?, ?>) list(document, "records").getFirst();
        var fields = (Map<?, ?>) Objects.requireNonNull(contract.get("fields"));
        assertEquals("0.12", fields.get("annualRate"));
        assertEquals(10000L, fields.get("principalMinor"));
        assertFalse(fields.containsKey("borrowerName"), "once, under identity");
        assertTrue(text(contract, "proof").startsWith("c2sp.org/tlog-proof@v1"), text(contract, "proof"));
    }

    @Test
    void everything_that_was_done_about_the_borrower_is_in_it() throws Exception {
        consented("[\"name\"]");
        service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/reveal", """
                {"purpose":"SERVICING","fields":["name"],"reason":"CASE-1"}""");
        service.post(AccessService.BANK_B, "/api/v1/borrowers/" + subject + "/reveal", """
                {"purpose":"ORIGINATION","fields":["name"],"reason":"CASE-2"}""");
        service.contract("A-2", "REF-1");
        service.contract("B-1", "REF-OTHER");
        exported(borrower);
        var document =
                tree(PlainJwe.open(text(exported(borrower), "sealed"), KEY).content());
        assertEquals(2, list(document, "records").size(), "both contracts, and not the other person's");
        assertEquals(
                List.of("CONSENT_GIVEN", "EXPORTED"),
                list(document, "acts").stream()
                        .map(act -> ((Map<?, ?>) act).get("act"))
                        .toList());
        var looks =
                list(document, "looks").stream().map(look -> (Map<?, ?>) look).toList();
        assertEquals(
                Set.of("reveal", "export"),
                new TreeSet<>(looks.stream().map(look -> text(look, "action")).toList()));
        assertTrue(looks.stream().anyMatch(look -> "REFUSED".equals(look.get("outcome"))), looks.toString());
        assertEquals("export", looks.getLast().get("action"), "this very export");
        assertFalse(new String(Json.write(document), UTF_8).contains("REF-OTHER"));
    }

    @Test
    void each_is_a_record_of_the_log_and_two_entries_of_the_access_log_and_none_is_kept() {
        var answer = exported(borrower);
        String sealed = text(answer, "sealed");
        assertEquals(HexFormat.of().formatHex(Sha256.of(sealed.getBytes(UTF_8))), answer.get("sealedHash"));
        assertEquals(
                1,
                service.registry.count("subject_act a join leaf using (record_id) where act = 'EXPORTED'"
                        + " and body like '%" + answer.get("sealedHash") + "%' and submitter like 'borrower:%'"));
        assertEquals(1, service.entries("purpose = 'PORTABILITY' and phase = 'INTENT' and outcome = 'OPEN'"));
        assertEquals(1, service.entries("purpose = 'PORTABILITY' and phase = 'RESULT' and outcome = 'REVEALED'"));
        assertEquals(0, service.entries("entry like '%Zhang%' or entry like '%" + subject + "%'"));
        assertEquals(
                0,
                service.registry.count("idempotent_answer where answer like '%sealed%'::bytea" + " and answer like '%"
                        + sealed.substring(0, 20) + "%'::bytea"));
        var acts = AccessService.json(service.get(borrower, "/api/v1/borrowers/" + subject + "/acts"));
        assertEquals("EXPORTED", ((Map<?, ?>) list(acts, "acts").getFirst()).get("act"));
        service.registry.awaitQuiet(LogName.RECORDS);
        assertEquals(
                List.of(),
                service.registry.bean(DatabaseCheck.class).run(_ -> {}).faults());
    }

    @Test
    void a_repeated_request_is_another_export_under_another_key_until_the_day_has_had_three() {
        Set<String> sealed = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            sealed.add(text(exported(borrower), "sealed").split("[.]", -1)[0]);
        }
        assertEquals(3, sealed.size(), "a new ephemeral key each");
        var fourth = export(borrower, subject, ASKED);
        assertEquals(429, fourth.statusCode(), AccessService.text(fourth));
        assertTrue(fourth.headers().firstValue("Retry-After").isPresent());
        assertEquals(3, exports());
        String other = service.contract("B-1", "REF-2");
        assertEquals(201, export(new Caller(Role.BORROWER, other), other, ASKED).statusCode(), "counted a person");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"reason\":\"C-1\"}`|key",
                "`{\"key\":\"text\",\"reason\":\"C-1\"}`|key",
                "`{\"key\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{KEY,\"use\":\"sig\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{KEY,\"alg\":\"ES256\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{KEY,\"d\":\"AQAB\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AQAB\",\"y\":\"AQAB\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{OFF},\"reason\":\"C-1\"}`|key",
                "`{\"key\":{KEY}}`|reason",
                "`{\"key\":{KEY},\"reason\":\"id 11010519491231002X\"}`|reason",
                "`{\"key\":{KEY},\"reason\":\"C-1\",\"facts\":[\"CONSENT\"]}`|facts"
            })
    void a_key_or_form_that_breaks_a_rule_is_refused_by_field_and_nothing_is_logged(String body, String field) {
        String good = SealedExport.publicPart(KEY).replaceAll("[{}]", "");
        String off = good.replaceFirst("\"x\":\"[^\"]{43}\"", "\"x\":\"" + "A".repeat(42) + "E\"");
        var answer = export(borrower, subject, body.replace("KEY", good).replace("OFF", off));
        assertRefused(400, answer);
        assertTrue(AccessService.text(answer).contains("\"field\":\"" + field + "\""), AccessService.text(answer));
        assertEquals(0, service.entries("true"));
    }

    @Test
    void nobody_but_the_borrower_gets_it_without_the_borrowers_consent_and_each_attempt_is_logged() {
        String other = service.contract("B-1", "REF-2");
        for (Caller caller :
                List.of(AccessService.BANK_A, AccessService.BANK_B, AccessService.OPERATOR, AccessService.DPO)) {
            assertRefused(403, export(caller, subject, ASKED));
        }
        assertRefused(404, export(AccessService.BANK_C, subject, ASKED));
        assertRefused(404, export(new Caller(Role.BORROWER, other), subject, ASKED));
        assertEquals(6, service.entries("phase = 'INTENT' and purpose = 'PORTABILITY'"));
        assertEquals(0, service.entries("outcome = 'REVEALED'"));
        assertRefused(404, export(borrower, UUID.randomUUID().toString(), ASKED));
    }

    @Test
    void a_sign_in_of_two_factors_that_is_not_of_the_last_minutes_is_not_enough() {
        var reveals = service.registry.bean(ExportReveals.class);
        for (Map<String, Object> marks : List.<Map<String, Object>>of(
                Map.of("session", "s", "twoFactors", true),
                Map.of(
                        "session",
                        "s",
                        "twoFactors",
                        true,
                        "provenAt",
                        Instant.now().minusSeconds(301)),
                Map.of(
                        "session",
                        "s",
                        "twoFactors",
                        true,
                        "provenAt",
                        Instant.now().plusSeconds(120)),
                Map.of("session", "s", "twoFactors", false, "provenAt", Instant.now()))) {
            var session = Authentication.build(subject, List.of("BORROWER"), marks);
            assertThrows(
                    NotAllowed.class,
                    () -> reveals.reveal(session, UUID.fromString(subject), "C-1", _ -> "all"),
                    marks.toString());
        }
        assertEquals(4, service.entries("outcome = 'REFUSED'"));
        var fresh = Authentication.build(
                subject,
                List.of("BORROWER"),
                Map.of(
                        "session",
                        "s",
                        "twoFactors",
                        true,
                        "provenAt",
                        Instant.now().minusSeconds(200)));
        assertEquals("all", reveals.reveal(fresh, UUID.fromString(subject), "C-1", _ -> "all"));
    }

    @Test
    void the_lender_hands_it_out_where_the_borrower_consented_to_all_of_it_and_not_after() throws Exception {
        assertRefused(403, export(AccessService.BANK_A, subject, ASKED));
        consented("[\"name\",\"mobile\"]");
        assertRefused(403, export(AccessService.BANK_A, subject, ASKED));
        String consent = consented(ALL);
        var document = tree(PlainJwe.open(text(exported(AccessService.BANK_A), "sealed"), KEY)
                .content());
        assertEquals("lender:bank-a", document.get("askedBy"));
        assertEquals(1, service.registry.count("subject_act where act = 'EXPORTED' and submitter = 'lender:bank-a'"));
        assertEquals(
                1,
                service.entries("phase = 'RESULT' and outcome = 'REVEALED' and entry like '%" + consent + "%'"
                        + " or phase = 'RESULT' and outcome = 'REVEALED'"));
        assertEquals(
                403,
                export(AccessService.BANK_B, subject, ASKED).statusCode(),
                "consent to one lender is not to another");
        for (var given :
                list(AccessService.json(service.get(borrower, "/api/v1/borrowers/" + subject + "/acts")), "acts")) {
            if ("CONSENT_GIVEN".equals(((Map<?, ?>) given).get("act"))) {
                String id = text((Map<?, ?>) given, "actId");
                assertEquals(
                        200,
                        service.post(borrower, "/api/v1/consents/" + id + "/withdrawal", "{}")
                                .statusCode());
            }
        }
        assertEquals(403, export(AccessService.BANK_A, subject, ASKED).statusCode());
        assertEquals(1, exports());
    }

    @Test
    void consent_to_an_export_lets_the_lender_reveal_nothing() {
        consented(ALL);
        for (String path : List.of(
                "borrowers/" + subject
                        + "/reveal|{\"purpose\":\"PORTABILITY\",\"fields\":[\"name\"],\"reason\":\"C-1\"}",
                "borrowers/lookup|{\"purpose\":\"PORTABILITY\",\"mobile\":\"13912345678\"}",
                "verifications|{\"subjectId\":\"" + subject
                        + "\",\"field\":\"mobile\",\"value\":\"13912345678\",\"purpose\":\"PORTABILITY\",\"reason\":\"C-1\"}")) {
            String[] parts = path.split("[|]", -1);
            var answer = service.post(AccessService.BANK_A, "/api/v1/" + parts[0], parts[1]);
            assertEquals(400, answer.statusCode(), AccessService.text(answer));
            assertTrue(AccessService.text(answer).contains("\"field\":\"purpose\""), AccessService.text(answer));
        }
    }

    @Test
    void of_an_erased_borrower_there_is_nothing_to_hand_out() {
        String gone = service.contract("C-1", "REF-3", ",\"closedAt\":\"2026-01-31\"");
        var asked = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + gone + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""");
        String request = text(tree(asked.body()), "requestId");
        var done = service.post(AccessService.DPO, "/api/v1/erasure-requests/" + request + "/decision", """
                {"decision":"GRANT","caseReference":"DPO-1"}""");
        assertEquals("ERASED", AccessService.json(done).get("state"));
        var answer = export(new Caller(Role.BORROWER, gone), gone, ASKED);
        assertRefused(410, answer);
        assertEquals("/api/v1/erasure-requests/" + request, tree(answer.body()).get("receipt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke insert on access_entry from loanreg_app",
                "revoke insert on subject_act from loanreg_app",
                "alter table access_entry add constraint no_result check (phase = 'INTENT') not valid"
            })
    void what_cannot_be_written_down_is_not_handed_out(String sql) {
        service.registry.asOwner(sql);
        var answer = export(borrower, subject, ASKED);
        assertEquals(500, answer.statusCode());
        assertFalse(AccessService.text(answer).contains("sealed"), AccessService.text(answer));
    }

    @Test
    void another_key_or_a_changed_file_does_not_open() {
        String sealed = text(exported(borrower), "sealed");
        String other = SealedExport.newKey();
        assertThrows(IllegalArgumentException.class, () -> SealedExport.open(sealed, other));
        for (int part = 0; part < 5; part++) {
            String[] parts = sealed.split("[.]", -1);
            int middle = parts[part].length() / 2;
            String changed = parts[part].isEmpty()
                    ? "AAAA"
                    : parts[part].substring(0, middle)
                            + (parts[part].charAt(middle) == 'A' ? 'B' : 'A')
                            + parts[part].substring(middle + 1);
            parts[part] = changed;
            String joined = String.join(".", parts);
            assertNotEquals(sealed, joined);
            var error = assertThrows(IllegalArgumentException.class, () -> SealedExport.open(joined, KEY));
            assertFalse(String.valueOf(error.getMessage()).contains("Zhang"), error.getMessage());
        }
    }
}
