package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.access.AccessPolicy;
import org.loanregistry.registry.identity.Caller;

/** Values in clear: to whom, what is on the disk before, and what happens when it cannot be. */
class RevealTest {
    private static final String GOOD = """
            {"purpose":"SERVICING","fields":["name","mobile"],"reason":"CASE-2026-17"}""";

    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> reveal(Caller caller, String subjectId, String body) {
        return service.post(caller, "/api/v1/borrowers/" + subjectId + "/reveal", body);
    }

    private static void assertShowsNothing(HttpResponse<byte[]> answer) {
        String text = AccessService.text(answer);
        assertFalse(text.contains("Zhang") || text.contains("13912345678") || text.contains("11010519"), text);
    }

    @Test
    void the_lender_sees_what_a_contract_in_force_needs_and_the_log_says_why() {
        var answer = AccessService.json(reveal(AccessService.BANK_A, subject, GOOD));
        assertEquals(
                Map.of(
                        "name", Map.of("level", "FULL", "value", "Zhang San"),
                        "mobile", Map.of("level", "FULL", "value", "13912345678")),
                answer.get("fields"));
        var mark = (Map<?, ?>) Objects.requireNonNull(answer.get("watermark"));
        assertEquals("lender:bank-a", mark.get("seenBy"));
        assertEquals(0L, mark.get("accessEntry"));
        assertEquals(1, service.entries("number = 0 and phase = 'INTENT' and outcome = 'OPEN'"));
        assertEquals(1, service.entries("number = 1 and phase = 'RESULT' and outcome = 'REVEALED'"));
        assertEquals(2, service.entries("entry like '%\"reason\":\"CASE-2026-17\"%'"));
        assertEquals(
                2, service.entries("entry like '%" + AccessPolicy.standard().hash() + "%'"));
        assertEquals(1, service.entries("entry like '%\"col\":\"name\",\"level\":\"FULL\",\"n\":1%' and number = 1"));
        assertEquals(2, service.entries("entry like '%\"type\":\"CONTRACT\"%'"));
        assertEquals(0, service.entries("entry like '%Zhang%' or entry like '%" + subject + "%'"));
        assertEquals(0, service.registry.count("idempotent_answer where answer like '%Zhang%'::bytea"));
    }

    @Test
    void without_a_contract_in_force_nothing_is_clear_and_the_attempt_is_logged() {
        String settled = service.contract("A-2", "REF-2", ",\"closedAt\":\"2026-01-31\"");
        var answer = reveal(AccessService.BANK_A, settled, GOOD);
        assertEquals(403, answer.statusCode(), AccessService.text(answer));
        assertShowsNothing(answer);
        assertEquals(1, service.entries("phase = 'RESULT' and outcome = 'NOT_REVEALED'"));
        assertEquals(0, service.entries("outcome = 'REVEALED'"));
    }

    @Test
    void a_partner_lender_the_operator_and_the_officer_see_nothing_clear_and_stand_in_the_log() {
        for (Caller caller : new Caller[] {AccessService.BANK_B, AccessService.OPERATOR, AccessService.DPO}) {
            var answer = reveal(caller, subject, GOOD);
            assertEquals(403, answer.statusCode(), caller + AccessService.text(answer));
            assertShowsNothing(answer);
            assertEquals(1, service.entries("outcome = 'REFUSED' and actor = '" + caller.toText() + "'"));
        }
    }

    @Test
    void a_partner_lender_that_verifies_gets_no_clear_value_either() {
        var answer = reveal(AccessService.BANK_B, subject, GOOD.replace("SERVICING", "VERIFICATION"));
        assertEquals(403, answer.statusCode());
        assertShowsNothing(answer);
        assertEquals(1, service.entries("outcome = 'NOT_REVEALED' and actor = 'lender:bank-b'"));
    }

    @Test
    void a_lender_that_funds_nothing_gets_the_answer_of_nobody_and_stands_in_the_log() {
        var answer = reveal(AccessService.BANK_C, subject, GOOD);
        assertEquals(404, answer.statusCode());
        var nobody = reveal(AccessService.BANK_C, UUID.randomUUID().toString(), GOOD);
        assertEquals(AccessService.text(nobody), AccessService.text(answer));
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'lender:bank-c'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANALYTICS", "COLLECTION", "AUDIT", "REGULATORY", "EMERGENCY"})
    void a_purpose_that_the_policy_does_not_give_the_lender_is_refused_and_logged(String purpose) {
        var answer = reveal(AccessService.BANK_A, subject, GOOD.replace("SERVICING", purpose));
        assertEquals(403, answer.statusCode());
        assertShowsNothing(answer);
        assertEquals(1, service.entries("outcome = 'REFUSED' and purpose = '" + purpose + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"SERVICING\"|\"CURIOSITY\"|purpose",
                "\"purpose\":\"SERVICING\",|NOTHING|purpose",
                "\"mobile\"|\"passport\"|fields[1]",
                "\"mobile\"|\"name\"|fields",
                "[\"name\",\"mobile\"]|[]|fields",
                "[\"name\",\"mobile\"]|\"name\"|fields",
                "CASE-2026-17|``|reason",
                "CASE-2026-17|call 13912345678|reason",
                "CASE-2026-17|id 11010519491231002X|reason",
                "\"reason\"|\"consent\":true,\"reason\"|consent",
                "\"reason\"|\"facts\":[\"CONSENT\"],\"reason\"|facts"
            })
    void a_form_that_breaks_a_rule_names_the_field_and_no_value(String part, String instead, String field) {
        String body = GOOD.replace(part, instead.equals("NOTHING") ? "" : instead);
        var answer = reveal(AccessService.BANK_A, subject, body);
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
        assertShowsNothing(answer);
        assertEquals(0, service.entries("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke insert on access_entry from loanreg_app",
                "revoke insert on leaf from loanreg_app",
                "alter table access_entry add constraint full_up check (number < 0) not valid"
            })
    void when_the_log_cannot_be_written_nothing_is_revealed(String sql) {
        service.registry.asOwner(sql);
        var answer = reveal(AccessService.BANK_A, subject, GOOD);
        assertEquals(500, answer.statusCode());
        assertShowsNothing(answer);
        assertEquals(0, service.entries("true"));
    }

    @Test
    void when_only_the_result_cannot_be_written_no_answer_leaves_and_the_open_intent_stays() {
        service.registry.asOwner(
                "alter table access_entry add constraint no_result check (phase = 'INTENT') not valid");
        var answer = reveal(AccessService.BANK_A, subject, GOOD);
        assertEquals(500, answer.statusCode());
        assertShowsNothing(answer);
        assertEquals(1, service.entries("phase = 'INTENT' and outcome = 'OPEN'"));
        assertEquals(0, service.entries("phase = 'RESULT'"));
    }

    @Test
    void a_borrower_whose_key_is_gone_is_refused_to_everyone_and_the_refusal_is_logged() {
        service.registry.asOwner("alter table subject_key disable trigger all");
        service.registry.asOwner("delete from subject_key");
        var answer = reveal(AccessService.BANK_A, subject, GOOD);
        assertEquals(403, answer.statusCode());
        assertShowsNothing(answer);
        assertEquals(1, service.entries("outcome = 'REFUSED'"));
    }
}
