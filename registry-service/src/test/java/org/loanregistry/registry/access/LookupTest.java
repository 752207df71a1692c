package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.identity.Caller;

/** Finding one's own borrower by a value that one has: who is found, what is shown, what is logged. */
class LookupTest {
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

    private HttpResponse<byte[]> lookup(Caller caller, String body) {
        return service.post(caller, "/api/v1/borrowers/lookup", body);
    }

    private static String by(String field, String value) {
        return "{\"purpose\":\"SERVICING\",\"" + field + "\":\"" + value + "\"}";
    }

    private List<Map<?, ?>> found(HttpResponse<byte[]> answer) {
        String text = AccessService.text(answer);
        assertFalse(text.contains("13912345678") || text.contains("Zhang") || text.contains("11010519"), text);
        var list = (List<?>) Objects.requireNonNull(AccessService.json(answer).get("borrowers"));
        return list.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "nationalId,11010519491231002X",
        "nationalId,11010519491231002x",
        "nationalId,110105 19491231 002X",
        "mobile,13912345678",
        "mobile,+86 139-1234-5678"
    })
    void a_lender_finds_its_own_borrower_in_any_writing_and_sees_masks(String field, String value) {
        var found = found(lookup(AccessService.BANK_A, by(field, value)));
        assertEquals(1, found.size());
        assertEquals(subject, found.getFirst().get("subjectId"));
        var fields = (Map<?, ?>) Objects.requireNonNull(found.getFirst().get("fields"));
        assertEquals(Map.of("level", "STANDARD", "value", "139****5678"), fields.get("mobile"));
        assertEquals(4, service.entries("actor = 'lender:bank-a'"));
        assertEquals(2, service.entries("entry like '%\"level\":\"MATCH\"%'"));
        assertEquals(0, service.entries("entry like '%139%5678%' or entry like '%11010519%'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13912345679", "110105194912310038"})
    void a_value_of_nobody_finds_nobody_and_the_attempt_is_logged(String value) {
        String field = value.length() == 11 ? "mobile" : "nationalId";
        assertEquals(List.of(), found(lookup(AccessService.BANK_A, by(field, value))));
        assertEquals(2, service.entries("actor = 'lender:bank-a'"));
    }

    @Test
    void another_lender_does_not_find_it_though_it_funds_the_contract() {
        assertEquals(List.of(), found(lookup(AccessService.BANK_B, by("mobile", "13912345678"))));
    }

    @Test
    void the_operator_is_refused_and_logged_and_the_officer_has_no_such_question() {
        assertEquals(
                403, lookup(AccessService.OPERATOR, by("mobile", "13912345678")).statusCode());
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'operator:registry-operator'"));
        assertEquals(403, lookup(AccessService.DPO, by("mobile", "13912345678")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"purpose\":\"SERVICING\"}",
                "{\"purpose\":\"SERVICING\",\"mobile\":\"13912345678\",\"nationalId\":\"11010519491231002X\"}",
                "{\"purpose\":\"NOSINESS\",\"mobile\":\"13912345678\"}",
                "{\"mobile\":\"13912345678\"}",
                "{\"purpose\":\"SERVICING\",\"mobile\":\"1391234567813912345678\"}",
                "{\"purpose\":\"SERVICING\",\"name\":\"Zhang San\"}",
                "{\"purpose\":\"SERVICING\",\"mobile\":13912345678}"
            })
    void a_form_that_breaks_a_rule_is_refused_without_its_value(String body) {
        var answer = lookup(AccessService.BANK_A, body);
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertFalse(text.contains("1391234567") || text.contains("Zhang") || text.contains("11010519"), text);
    }

    @Test
    void a_purpose_that_is_not_the_lenders_is_refused_and_logged() {
        var answer = lookup(AccessService.BANK_A, by("mobile", "13912345678").replace("SERVICING", "ANALYTICS"));
        assertEquals(403, answer.statusCode());
        assertEquals(1, service.entries("outcome = 'REFUSED'"));
    }

    @Test
    void without_the_log_nobody_is_found() {
        service.registry.asOwner("revoke insert on access_entry from loanreg_app");
        assertEquals(
                500, lookup(AccessService.BANK_A, by("mobile", "13912345678")).statusCode());
    }

    @Test
    void who_asks_too_often_is_told_to_wait() {
        for (int i = 0; i < LookupLimit.MOST; i++) {
            lookup(AccessService.BANK_C, by("mobile", "13912345678"));
        }
        var answer = lookup(AccessService.BANK_C, by("mobile", "13912345678"));
        assertEquals(429, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(
                200, lookup(AccessService.BANK_A, by("mobile", "13912345678")).statusCode());
    }

    @Test
    void the_index_goes_with_the_borrowers_key_and_nothing_else_changes_it() {
        assertEquals(2, service.registry.count("borrower_index"));
        service.registry.asOwner("alter table subject_key disable trigger only_erased; delete from subject_key");
        assertEquals(0, service.registry.count("borrower_index"));
        assertEquals(List.of(), found(lookup(AccessService.BANK_A, by("mobile", "13912345678"))));
    }
}
