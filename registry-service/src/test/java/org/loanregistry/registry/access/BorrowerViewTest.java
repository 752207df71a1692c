package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.access.AccessDesk;
import org.loanregistry.privacy.access.AccessPolicy;
import org.loanregistry.privacy.access.FieldCatalogue;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.borrower.TenantSecrets;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.SessionMarks;

/** Who sees how much of a borrower, over HTTP, and what the access log says of it. */
class BorrowerViewTest {
    private static final String PATH = "/api/v1/borrowers/";
    private static final List<String> CLEAR = List.of("Zhang", "11010519491231002X", "13912345678");

    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-OF-SOMEONE");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Map<?, ?> fields(Caller caller, String subjectId) {
        var answer = service.get(caller, PATH + subjectId);
        assertShowsNothingClear(AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(AccessService.json(answer).get("fields"));
    }

    private static void assertShowsNothingClear(String text) {
        CLEAR.forEach(value -> assertFalse(text.contains(value), text));
    }

    private static Map<?, ?> shown(String level, String value) {
        return Map.of("level", level, "value", value);
    }

    @Test
    void the_lender_whose_borrower_it_is_sees_masks_and_the_look_is_logged() {
        var fields = fields(AccessService.BANK_A, subject);
        assertEquals(shown("STANDARD", "Z**"), fields.get("name"));
        assertEquals(shown("STANDARD", "1" + "*".repeat(16) + "X"), fields.get("nationalId"));
        assertEquals(shown("STANDARD", "139****5678"), fields.get("mobile"));
        assertEquals(shown("STANDARD", "******EONE"), fields.get("reference"));
        assertEquals(1, service.entries("phase = 'INTENT' and purpose = 'SERVICING' and actor = 'lender:bank-a'"));
        assertEquals(1, service.entries("phase = 'RESULT' and outcome = 'NOT_REVEALED'"));
    }

    @Test
    void a_lender_that_funds_a_contract_sees_stand_ins_that_meet_for_equal_values_and_for_itself_only() {
        String other = service.contract("A-2", "REF-OF-ANOTHER");
        var mine = fields(AccessService.BANK_B, subject);
        var hers = fields(AccessService.BANK_B, other);
        assertEquals(mine.get("mobile"), hers.get("mobile"));
        assertNotEquals(mine.get("reference"), hers.get("reference"));
        var token = (Map<?, ?>) Objects.requireNonNull(mine.get("name"));
        assertEquals("TOKEN", token.get("level"));
        assertTrue(String.valueOf(token.get("value")).matches("01[0-9a-f]{32}"), String.valueOf(token));
        assertEquals(2, service.entries("phase = 'INTENT' and purpose = 'VERIFICATION'"));
    }

    @Test
    void the_officer_sees_masks() {
        assertEquals(
                shown("STANDARD", "Z**"), fields(AccessService.DPO, subject).get("name"));
    }

    @Test
    void a_lender_that_funds_nothing_does_not_learn_that_there_is_such_a_borrower_and_stands_in_the_log() {
        var answer = service.get(AccessService.BANK_C, PATH + subject);
        var nobody = service.get(AccessService.BANK_C, PATH + UUID.randomUUID());
        assertEquals(404, answer.statusCode());
        assertEquals(AccessService.text(nobody), AccessService.text(answer));
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'lender:bank-c'"));
        assertEquals(1, service.entries("true"));
    }

    @Test
    void the_operator_sees_nothing_and_stands_in_the_log() {
        var answer = service.get(AccessService.OPERATOR, PATH + subject);
        assertEquals(403, answer.statusCode());
        assertFalse(AccessService.text(answer).contains("Z**"));
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'operator:registry-operator'"));
    }

    @Test
    void without_a_token_or_a_proper_id_nothing_is_asked() {
        assertEquals(401, service.get(null, PATH + subject).statusCode());
        assertEquals(400, service.get(AccessService.BANK_A, PATH + "Zhang").statusCode());
        assertEquals(0, service.entries("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke insert on access_entry from loanreg_app",
                "revoke insert on leaf from loanreg_app",
                "alter table access_entry add constraint full_up check (number < 0) not valid"
            })
    void when_the_log_cannot_be_written_not_even_a_mask_is_shown(String sql) {
        service.registry.asOwner(sql);
        var answer = service.get(AccessService.BANK_A, PATH + subject);
        assertEquals(500, answer.statusCode());
        assertFalse(AccessService.text(answer).contains("Z**"), AccessService.text(answer));
        assertEquals(0, service.entries("true"));
    }

    @Test
    void a_field_that_the_catalogue_does_not_list_is_not_returned() {
        var registry = service.registry;
        var desk = new AccessDesk(
                AccessPolicy.standard(),
                FieldCatalogue.parse("name IDENTITY NAME"),
                registry.bean(StoredFacts.class),
                registry.bean(StatedObligations.class),
                registry.bean(AccessJournal.class),
                registry.bean(TenantSecrets.class)::pseudonyms,
                InstantSource.system());
        var view = new BorrowerView(
                registry.bean(Database.class),
                registry.bean(BorrowerDirectory.class),
                registry.bean(Masks.class),
                desk,
                registry.bean(Questions.class),
                registry.bean(Refusals.class));
        var asker = new Asker(AccessService.BANK_A, new SessionMarks("-", false, null, ""));
        var fields = (Map<?, ?>) Objects.requireNonNull(
                view.masked(asker, UUID.fromString(subject)).get("fields"));
        assertEquals(Map.of("name", shown("STANDARD", "Z**")), fields);
    }

    @Test
    void the_log_names_the_person_by_a_pseudonym_and_holds_no_value() {
        fields(AccessService.BANK_A, subject);
        assertEquals(2, service.entries("entry like '%\"subject\":\"%'"));
        assertEquals(0, service.entries("entry like '%" + subject + "%'"));
        CLEAR.forEach(value -> assertEquals(0, service.entries("entry like '%" + value + "%'")));
        String policy = AccessPolicy.standard().hash();
        assertEquals(2, service.entries("entry like '%\"policyHash\":\"" + policy + "\"%'"));
    }
}
