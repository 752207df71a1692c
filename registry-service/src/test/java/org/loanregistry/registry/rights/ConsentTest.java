package org.loanregistry.registry.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.log.LogName;

/** A borrower's consents: for one recipient, one purpose and named fields, until they are taken back or over. */
class ConsentTest {
    private static final String NOTICE = "0123456789abcdef".repeat(4);
    private static final String GIVEN = """
            {"recipient":"bank-a","purpose":"SERVICING","fields":["name"],"noticeHash":"%s"}""".formatted(NOTICE);

    private AccessService service;
    private String subject;
    private Caller borrower;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", ",\"closedAt\":\"2026-01-31\"");
        borrower = new Caller(Role.BORROWER, subject);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> give(Caller caller, String body) {
        return service.post(caller, "/api/v1/borrowers/" + subject + "/consents", body);
    }

    private String given(String body) {
        var answer = give(borrower, body);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        var tree = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
        return String.valueOf(tree.get("consentId"));
    }

    private HttpResponse<byte[]> withdraw(Caller caller, String consent) {
        return service.post(caller, "/api/v1/consents/" + consent + "/withdrawal", "{}");
    }

    private HttpResponse<byte[]> reveal(Caller caller, String purpose) {
        return service.post(caller, "/api/v1/borrowers/" + subject + "/reveal", """
                {"purpose":"%s","fields":["name","mobile"],"reason":"CASE-1"}""".formatted(purpose));
    }

    @Test
    void what_was_consented_to_is_shown_in_clear_and_nothing_else_until_it_is_taken_back() {
        assertEquals(403, reveal(AccessService.BANK_A, "SERVICING").statusCode(), "no contract, no consent");
        String consent = given(GIVEN);
        var shown = (Map<?, ?>) Objects.requireNonNull(
                AccessService.json(reveal(AccessService.BANK_A, "SERVICING")).get("fields"));
        assertEquals(Map.of("level", "FULL", "value", "Zhang San"), shown.get("name"));
        assertEquals(Map.of("level", "STANDARD", "value", "139****5678"), shown.get("mobile"));
        assertEquals(2, service.entries("entry like '%\"type\":\"CONSENT\"%' and entry like '%" + consent + "%'"));
        assertEquals(200, withdraw(borrower, consent).statusCode());
        assertEquals(403, reveal(AccessService.BANK_A, "SERVICING").statusCode());
        assertEquals(409, withdraw(borrower, consent).statusCode(), "once");
    }

    @Test
    void a_consent_is_for_its_recipient_and_its_purpose_alone() {
        given(GIVEN.replace("bank-a", "bank-b"));
        given(GIVEN.replace("SERVICING", "ORIGINATION"));
        assertEquals(403, reveal(AccessService.BANK_A, "SERVICING").statusCode());
        assertEquals(200, reveal(AccessService.BANK_A, "ORIGINATION").statusCode());
        assertEquals(403, reveal(AccessService.BANK_B, "SERVICING").statusCode(), "a partner sees nothing clear");
    }

    @Test
    void what_was_taken_back_is_forbidden_even_where_a_contract_would_permit_it() {
        service.contract("A-2", "REF-1");
        assertEquals(200, reveal(AccessService.BANK_A, "ORIGINATION").statusCode(), "the contract permits it");
        String consent = given(GIVEN.replace("SERVICING", "ORIGINATION"));
        assertEquals(200, withdraw(AccessService.BANK_A, consent).statusCode(), "the lender writes it down");
        assertEquals(403, reveal(AccessService.BANK_A, "ORIGINATION").statusCode());
        given(GIVEN.replace("SERVICING", "ORIGINATION"));
        assertEquals(200, reveal(AccessService.BANK_A, "ORIGINATION").statusCode(), "given again");
    }

    @Test
    void after_its_last_day_a_consent_stands_no_more() {
        String consent = given(GIVEN.replace("}", ",\"until\":\"2099-05-31\"}"));
        var acts = service.registry.bean(Database.class).read(tx -> new ActStore().about(tx, UUID.fromString(subject)));
        for (var day : List.of("2026-01-01", "2099-05-31")) {
            assertEquals(
                    Map.of("name", UUID.fromString(consent)),
                    Consents.of(acts, "bank-a", "SERVICING", LocalDate.parse(day))
                            .receiptByField());
        }
        var over = Consents.of(acts, "bank-a", "SERVICING", LocalDate.parse("2099-06-01"));
        assertEquals(Map.of(), over.receiptByField());
        assertFalse(over.isWithdrawn());
    }

    @Test
    void only_the_borrower_gives_and_only_the_borrower_or_its_lender_takes_back() {
        String other = service.contract("B-1", "REF-2");
        for (var caller : List.of(AccessService.BANK_A, AccessService.DPO, AccessService.OPERATOR)) {
            assertEquals(403, give(caller, GIVEN).statusCode(), caller.toString());
        }
        assertEquals(404, give(new Caller(Role.BORROWER, other), GIVEN).statusCode());
        String consent = given(GIVEN);
        assertEquals(404, withdraw(new Caller(Role.BORROWER, other), consent).statusCode());
        assertEquals(404, withdraw(AccessService.BANK_B, consent).statusCode());
        assertEquals(403, withdraw(AccessService.DPO, consent).statusCode());
        assertEquals(404, withdraw(borrower, UUID.randomUUID().toString()).statusCode());
        assertEquals(200, reveal(AccessService.BANK_A, "SERVICING").statusCode(), "it still stands");
    }

    @Test
    void consents_are_records_of_the_log_and_end_with_the_person() {
        String consent = given(GIVEN);
        withdraw(borrower, consent);
        service.registry.awaitQuiet(LogName.RECORDS);
        assertEquals(
                List.of(),
                service.registry.bean(DatabaseCheck.class).run(_ -> {}).faults());
        assertEquals(
                Set.of("CONSENT_GIVEN", "CONSENT_WITHDRAWN"),
                Set.copyOf(service.registry.texts("select act from subject_act join leaf using (record_id)")));
        assertEquals(0, service.registry.count("subject_act where submitter like '%" + subject + "%'"));
        var request = service.post(borrower, "/api/v1/borrowers/" + subject + "/erasure-requests", """
                {"reason":"CONSENT_WITHDRAWN","caseReference":"APP-1"}""");
        var id = ((Map<?, ?>) Objects.requireNonNull(Json.parse(request.body()))).get("requestId");
        assertEquals(
                200,
                service.post(AccessService.DPO, "/api/v1/erasure-requests/" + id + "/decision", """
                        {"decision":"GRANT","caseReference":"DPO-1"}""")
                        .statusCode());
        assertEquals(410, give(borrower, GIVEN).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bank-a|bank-x|recipient",
                "\"recipient\":\"bank-a\",|NOTHING|recipient",
                "SERVICING|CURIOSITY|purpose",
                "[\"name\"]|[\"passport\"]|fields",
                "[\"name\"]|[]|fields",
                "[\"name\"]|[\"name\",\"name\"]|fields",
                "0123456789abcdef0123|0123456789ABCDEF0123|noticeHash",
                "}|,\"until\":\"2020-01-01\"}|until",
                "}|,\"until\":\"for ever\"}|until",
                "}|,\"basis\":\"CONTRACT\"}|basis"
            })
    void a_consent_that_breaks_a_rule_names_the_field(String part, String instead, String field) {
        var answer = give(borrower, GIVEN.replace(part, instead.equals("NOTHING") ? "" : instead));
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
        assertEquals(0, service.registry.count("subject_act"));
    }
}
