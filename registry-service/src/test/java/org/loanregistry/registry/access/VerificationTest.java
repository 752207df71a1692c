package org.loanregistry.registry.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/** Claims compared with what is kept: the one bit that is answered, to whom, how often, and what stands in the log. */
class VerificationTest {
    private static final String NOTICE = "0123456789abcdef".repeat(4);

    private AccessService service;
    private String subject;
    private String contract;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", ",\"annualRate\":\"0.120\",\"startDate\":\"2026-01-31\"");
        contract = contractId("A-1");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private String contractId(String number) {
        var shown = AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts?number=" + number));
        return String.valueOf(shown.get("contractId"));
    }

    private static String body(String about, String id, String field, String value, String purpose) {
        return """
                {"%s":"%s","field":"%s","value":%s,"purpose":"%s","reason":"CASE-2026-17"}""".formatted(about, id, field, value, purpose);
    }

    private HttpResponse<byte[]> verify(Caller caller, String body) {
        return service.post(caller, "/api/v1/verifications", body);
    }

    private HttpResponse<byte[]> ofPerson(Caller caller, String field, String value) {
        String purpose = caller.equals(AccessService.BANK_A) ? "SERVICING" : "VERIFICATION";
        return verify(caller, body("subjectId", subject, field, "\"" + value + "\"", purpose));
    }

    private HttpResponse<byte[]> ofContract(Caller caller, String field, String value) {
        String purpose = caller.equals(AccessService.BANK_A) ? "SERVICING" : "VERIFICATION";
        return verify(caller, body("contractId", contract, field, value, purpose));
    }

    private static @Nullable Object match(HttpResponse<byte[]> answer) {
        return AccessService.json(answer).get("match");
    }

    private static void assertHoldsNoValue(String text) {
        for (String value : List.of("Zhang", "13912345678", "11010519491231002X", "REF-1", "10000")) {
            assertFalse(text.contains(value), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name, Zhang San, true",
        "name, ' Zhang  San', true",
        "name, Zhang Sam, false",
        "nationalId, 11010519491231002X, true",
        "nationalId, １１０１０５１９４９１２３１００２ｘ, true",
        "nationalId, 110105 19491231 002x, true",
        "nationalId, 110105491231002, true",
        "nationalId, 110105194912310038, false",
        "mobile, +86 139-1234-5678, true",
        "mobile, 13912345679, false",
        "reference, REF-1, true",
        "reference, REF-2, false"
    })
    void a_funding_lender_learns_whether_a_personal_value_is_right_in_whatever_writing(
            String field, String value, boolean isMatch) {
        var answer = ofPerson(AccessService.BANK_B, field, value);
        assertEquals(isMatch, match(answer), AccessService.text(answer));
        assertHoldsNoValue(AccessService.text(answer));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "principalMinor, 10000, true",
        "principalMinor, '\"１０ ０００\"', true",
        "principalMinor, 10001, false",
        "annualRate, '\"0.12\"', true",
        "currency, '\"USD\"', true",
        "startDate, '\"２０２６-01-31\"', true",
        "contractNumber, '\"A-1\"', true",
        "contractNumber, '\"A-2\"', false",
        "nationalId, '\"11010519491231002X\"', true"
    })
    void a_field_of_a_contract_is_compared_as_its_record_has_it(String field, String value, boolean isMatch) {
        assertEquals(isMatch, match(ofContract(AccessService.BANK_B, field, value)));
        assertEquals(isMatch, match(ofContract(AccessService.BANK_A, field, value)));
    }

    @Test
    void an_absent_field_is_answered_like_a_different_one() {
        var absent = AccessService.json(ofContract(AccessService.BANK_B, "totalDueMinor", "10000"));
        var different = AccessService.json(ofContract(AccessService.BANK_B, "principalMinor", "1"));
        assertEquals(false, absent.get("match"));
        assertEquals(false, different.get("match"));
        assertEquals(absent.keySet(), different.keySet());
        assertEquals(2, service.entries("outcome = 'COMPARED'"));
    }

    @Test
    void the_entries_say_who_asked_what_and_why_and_not_how_it_was_answered() {
        var answer = AccessService.json(ofContract(AccessService.BANK_B, "principalMinor", "10000"));
        assertEquals(Set.of("match", "accessEntry", "receipt"), answer.keySet());
        assertEquals(0L, answer.get("accessEntry"));
        var receipt = (Map<?, ?>) Objects.requireNonNull(answer.get("receipt"));
        assertEquals("lender:bank-b", receipt.get("seenBy"));
        assertEquals("principalMinor", receipt.get("field"));
        assertEquals(0L, receipt.get("accessEntry"));
        assertEquals(1, service.entries("number = 0 and phase = 'INTENT' and outcome = 'OPEN'"));
        assertEquals(1, service.entries("number = 1 and phase = 'RESULT' and outcome = 'COMPARED'"));
        assertEquals(
                2,
                service.entries(
                        "entry like '%\"queryShape\":\"verify\"%' and entry like '%\"reason\":\"CASE-2026-17\"%'"
                                + " and entry like '%\"record\":\"" + contract + "\"%'"
                                + " and entry like '%\"principalMinor\":\"MATCH\"%'"));
        assertEquals(0, service.entries("entry like '%10000%' or entry like '%" + subject + "%'"));
        ofContract(AccessService.BANK_B, "principalMinor", "10001");
        var outcomes = service.registry.texts("select distinct outcome from access_entry where phase = 'RESULT'");
        assertEquals(List.of("COMPARED"), outcomes);
        assertEquals(0, service.registry.count("idempotent_answer where answer like '%match%'::bytea"));
    }

    @Test
    void the_borrower_may_ask_too_and_sees_who_asked() {
        Caller person = new Caller(Role.BORROWER, subject);
        ofPerson(AccessService.BANK_B, "mobile", "13912345678");
        var own = verify(person, body("subjectId", subject, "mobile", "\"13912345678\"", "SUBJECT_ACCESS"));
        assertEquals(true, match(own));
        var looks = (List<?>) Objects.requireNonNull(
                AccessService.json(service.get(person, "/api/v1/borrowers/" + subject + "/access"))
                        .get("entries"));
        var first = (Map<?, ?>) looks.getFirst();
        assertEquals("bank-b", first.get("organisation"));
        assertEquals("verify", first.get("action"));
        assertEquals(Map.of("mobile", "MATCH"), first.get("fields"));
        assertEquals("COMPARED", ((Map<?, ?>) looks.get(1)).get("outcome"));
    }

    @Test
    void another_banks_borrower_gets_the_answer_of_nobody_and_stands_in_the_log() {
        var answer = ofPerson(AccessService.BANK_C, "mobile", "13912345678");
        assertEquals(404, answer.statusCode());
        var nobody = verify(
                AccessService.BANK_C,
                body("subjectId", UUID.randomUUID().toString(), "mobile", "\"13912345678\"", "VERIFICATION"));
        assertEquals(AccessService.text(nobody), AccessService.text(answer));
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'lender:bank-c'"));
        var record = ofContract(AccessService.BANK_C, "principalMinor", "10000");
        assertEquals(404, record.statusCode());
        var none = verify(
                AccessService.BANK_C,
                body("contractId", UUID.randomUUID().toString(), "principalMinor", "10000", "VERIFICATION"));
        assertEquals(AccessService.text(none), AccessService.text(record));
        assertEquals(2, service.entries("outcome = 'REFUSED' and actor = 'lender:bank-c'"));
    }

    @Test
    void who_funds_one_contract_of_a_person_learns_nothing_of_another() {
        var body = """
                {"contractNumber":"A-9","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":500}],
                 "borrower":{"reference":"REF-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":500,"status":"open"}""";
        assertEquals(
                201,
                service.post(AccessService.BANK_A, "/api/v1/contracts", body).statusCode());
        contract = contractId("A-9");
        assertEquals(
                404, ofContract(AccessService.BANK_B, "principalMinor", "500").statusCode());
        assertEquals(true, match(ofContract(AccessService.BANK_A, "principalMinor", "500")));
        assertEquals(true, match(ofPerson(AccessService.BANK_B, "mobile", "13912345678")), "through the other");
    }

    @Test
    void a_lender_that_funds_nothing_may_ask_what_the_borrower_consented_to_until_it_is_taken_back() {
        Caller person = new Caller(Role.BORROWER, subject);
        var given = service.post(person, "/api/v1/borrowers/" + subject + "/consents", """
                {"recipient":"bank-c","purpose":"VERIFICATION","fields":["mobile"],"noticeHash":"%s"}""".formatted(NOTICE));
        assertEquals(201, given.statusCode(), AccessService.text(given));
        assertEquals(true, match(ofPerson(AccessService.BANK_C, "mobile", "13912345678")));
        assertEquals(2, service.entries("entry like '%\"type\":\"CONSENT\"%'"));
        assertEquals(404, ofPerson(AccessService.BANK_C, "name", "Zhang San").statusCode(), "not consented to");
        assertEquals(
                404, ofContract(AccessService.BANK_C, "principalMinor", "10000").statusCode());
        var view = service.get(AccessService.BANK_C, "/api/v1/borrowers/" + subject);
        assertEquals(404, view.statusCode(), "to have a claim compared is not to see");
        var consent = ((Map<?, ?>) Objects.requireNonNull(Json.parse(given.body()))).get("consentId");
        assertEquals(
                200,
                service.post(person, "/api/v1/consents/" + consent + "/withdrawal", "{}")
                        .statusCode());
        assertEquals(
                404, ofPerson(AccessService.BANK_C, "mobile", "13912345678").statusCode());
    }

    @Test
    void a_role_or_a_purpose_that_the_policy_does_not_permit_is_refused_and_logged() {
        var operator =
                verify(AccessService.OPERATOR, body("subjectId", subject, "name", "\"Zhang San\"", "VERIFICATION"));
        assertEquals(403, operator.statusCode(), AccessService.text(operator));
        var purpose = verify(AccessService.BANK_A, body("subjectId", subject, "name", "\"Zhang San\"", "ANALYTICS"));
        assertEquals(403, purpose.statusCode());
        assertEquals(2, service.entries("outcome = 'REFUSED'"));
        assertEquals(0, service.entries("outcome = 'COMPARED'"));
        assertEquals(0, service.registry.count("verification"));
        assertEquals(401, service.get(null, "/api/v1/borrowers/" + subject).statusCode(), "nobody without a token");
    }

    @Test
    void of_an_erased_borrower_nothing_is_compared_not_even_an_amount() {
        String settled = service.contract("A-2", "REF-2", ",\"closedAt\":\"2026-01-31\"");
        var asked = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + settled + "/erasure-requests", """
                {"reason":"RETENTION_ENDED","caseReference":"C-1"}""");
        var id = ((Map<?, ?>) Objects.requireNonNull(Json.parse(asked.body()))).get("requestId");
        assertEquals(
                200,
                service.post(AccessService.DPO, "/api/v1/erasure-requests/" + id + "/decision", """
                        {"decision":"GRANT","caseReference":"DPO-1"}""")
                        .statusCode());
        subject = settled;
        contract = contractId("A-2");
        assertEquals(410, ofPerson(AccessService.BANK_B, "name", "Zhang San").statusCode());
        assertEquals(
                410, ofContract(AccessService.BANK_B, "principalMinor", "10000").statusCode());
        assertEquals(404, ofPerson(AccessService.BANK_C, "name", "Zhang San").statusCode());
        assertEquals(0, service.entries("outcome = 'COMPARED'"));
    }

    @Test
    void who_asks_too_often_about_one_person_waits_whichever_process_was_asked() {
        assertEquals(200, ofPerson(AccessService.BANK_B, "name", "A").statusCode());
        // What other processes counted, and what is more than an hour old.
        service.registry.asOwner(
                "insert into verification (tenant, subject, actor, asked_at) select tenant, subject, actor,"
                        + " asked_at - interval '10 minutes' from verification, generate_series(1, 8)");
        service.registry.asOwner(
                "insert into verification (tenant, subject, actor, asked_at) select tenant, subject, actor,"
                        + " asked_at - interval '61 minutes' from verification, generate_series(1, 20)");
        assertEquals(200, ofPerson(AccessService.BANK_B, "name", "B").statusCode());
        var answer = ofPerson(AccessService.BANK_B, "name", "Zhang San");
        assertEquals(429, answer.statusCode(), AccessService.text(answer));
        long wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(wait > 2_900 && wait <= 3_000, "until the eight of ten minutes ago are an hour old, not " + wait);
        assertHoldsNoValue(AccessService.text(answer));
        assertEquals(1, service.entries("phase = 'RESULT' and outcome = 'NOT_REVEALED'"), "it is in the log too");
        assertEquals(2, service.entries("outcome = 'COMPARED'"));
        assertEquals(200, ofPerson(AccessService.BANK_A, "name", "C").statusCode(), "another caller");
        subject = service.contract("A-2", "REF-2");
        assertEquals(200, ofPerson(AccessService.BANK_B, "name", "D").statusCode(), "another person");
    }

    @Test
    void the_limit_is_a_rule_with_dates() {
        var now = Instant.parse("2026-07-01T00:00:00Z");
        var measure = AccessLimits.Measure.VERIFICATIONS_AN_HOUR;
        assertEquals(10, new AccessLimits().most(measure, now));
        var day = LocalDate.parse("2026-07-01");
        var dated = AccessLimits.of(List.of(
                new AccessLimits.Limit("A", LocalDate.EPOCH, day, measure, 5, "old"),
                new AccessLimits.Limit("B", day, null, measure, 6, "new")));
        assertEquals(5, dated.most(measure, now.minusSeconds(1)));
        assertEquals(6, dated.most(measure, now));
        assertThrows(
                IllegalArgumentException.class, () -> new AccessLimits.Limit("C", day, null, measure, 0, "nothing"));
        assertThrows(
                IllegalStateException.class, () -> AccessLimits.of(List.of()).most(measure, now));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"mobile\"|\"passport\"|field",
                "\"mobile\"|\"accessHistory\"|field",
                "\"field\":\"mobile\",|NOTHING|field",
                "\"mobile\"|\"principalMinor\"|contractId",
                "\"subjectId\"|\"contractId\"|NONE",
                "\"13912345678\"|\"1391234567\"|value",
                "\"13912345678\"|\"\"|value",
                "\"13912345678\"|true|value",
                "\"value\":\"13912345678\",|NOTHING|value",
                "VERIFICATION|CURIOSITY|purpose",
                "CASE-2026-17|call 13912345678|reason",
                "\"reason\"|\"consent\":true,\"reason\"|consent",
                "\"field\"|\"contractId\":\"00000000-0000-4000-8000-000000000001\",\"field\"|``"
            })
    void a_form_that_breaks_a_rule_names_the_field_and_no_value(String part, String instead, String field) {
        String body = body("subjectId", subject, "mobile", "\"13912345678\"", "VERIFICATION")
                .replace(part, instead.equals("NOTHING") ? "" : instead);
        var answer = verify(AccessService.BANK_B, body);
        String text = AccessService.text(answer);
        if (field.equals("NONE")) {
            assertEquals(404, answer.statusCode(), "a subject is no contract");
            return;
        }
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
        assertHoldsNoValue(text);
        assertEquals(0, service.entries("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke insert on access_entry from loanreg_app",
                "alter table access_entry add constraint no_result check (phase = 'INTENT') not valid",
                "revoke insert on verification from loanreg_app"
            })
    void when_a_log_or_the_count_cannot_be_written_there_is_no_answer(String sql) {
        service.registry.asOwner(sql);
        var answer = ofPerson(AccessService.BANK_B, "mobile", "13912345678");
        assertEquals(500, answer.statusCode());
        assertFalse(AccessService.text(answer).contains("match"));
    }

    @Test
    void every_field_that_can_be_asked_for_is_in_the_catalogue() throws Exception {
        try (var text = Objects.requireNonNull(getClass().getResourceAsStream("/rules/field-catalogue.txt"))) {
            var catalogue = FieldCatalogue.parse(new String(text.readAllBytes(), UTF_8));
            for (String field : VerificationForm.FIELDS) {
                assertTrue(catalogue.find(field).isPresent(), field);
            }
        }
    }

    @Test
    void the_description_names_it() {
        String description = AccessService.text(service.get(null, "/openapi.yml"));
        assertTrue(description.contains("/api/v1/verifications:\n"), description);
    }
}
