package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.TestRegistry;

/** What a borrower learns of who looked, and that nobody else learns it there. */
class OwnHistoryTest {
    private AccessService service;
    private String subject;
    private String other;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1");
        other = service.contract("A-2", "REF-2");
        service.post(
                AccessService.BANK_A,
                "/api/v1/borrowers/" + subject + "/reveal",
                "{\"purpose\":\"SERVICING\",\"fields\":[\"name\"],\"reason\":\"CASE-1\"}");
        service.get(AccessService.BANK_C, "/api/v1/borrowers/" + subject);
        service.get(AccessService.BANK_A, "/api/v1/borrowers/" + other);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static Caller borrower(String subjectId) {
        return new Caller(Role.BORROWER, subjectId);
    }

    private static String path(String subjectId) {
        return "/api/v1/borrowers/" + subjectId + "/access";
    }

    private List<Map<?, ?>> looks(String subjectId, String query) {
        var answer = AccessService.json(service.get(borrower(subjectId), path(subjectId) + query));
        return ((List<?>) Objects.requireNonNull(answer.get("entries")))
                .stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    @Test
    void a_borrower_sees_who_looked_at_them_and_who_was_refused() {
        var looks = looks(subject, "");
        assertEquals(4, looks.size(), looks.toString());
        assertEquals("bank-a", looks.get(0).get("organisation"));
        assertEquals("SERVICING", looks.get(0).get("purpose"));
        assertEquals(Map.of("name", "FULL"), looks.get(0).get("fields"));
        assertEquals("REVEALED", looks.get(1).get("outcome"));
        assertEquals("bank-c", looks.get(2).get("organisation"));
        assertEquals("DENY", looks.get(2).get("effect"));
        assertEquals("borrower", looks.get(3).get("organisation"));
        assertTrue(looks.stream().noneMatch(one -> one.containsKey("session") || one.containsKey("reason")));
    }

    @Test
    void a_cursor_goes_on_where_it_left_off() {
        assertEquals(2L, looks(subject, "?cursor=2").getFirst().get("number"));
        assertEquals(
                400,
                service.get(borrower(subject), path(subject) + "?cursor=-1").statusCode());
    }

    @Test
    void a_borrower_sees_themselves_masked() {
        var answer = AccessService.json(service.get(borrower(subject), "/api/v1/borrowers/" + subject));
        var fields = (Map<?, ?>) Objects.requireNonNull(answer.get("fields"));
        assertEquals(Map.of("level", "STANDARD", "value", "Z**"), fields.get("name"));
    }

    @Test
    void another_borrower_learns_nothing_and_the_attempt_is_logged_without_an_id() {
        assertEquals(404, service.get(borrower(other), path(subject)).statusCode());
        assertEquals(
                404,
                service.get(borrower(other), "/api/v1/borrowers/" + subject).statusCode());
        assertEquals(2, service.entries("outcome = 'REFUSED' and actor = 'borrower:other'"));
        assertEquals(0, service.entries("entry like '%" + other + "%' or entry like '%" + subject + "%'"));
    }

    @Test
    void nobody_else_reads_it_there() {
        for (Caller caller :
                List.of(AccessService.BANK_A, AccessService.BANK_B, AccessService.OPERATOR, AccessService.DPO)) {
            assertEquals(403, service.get(caller, path(subject)).statusCode());
        }
        assertEquals(401, service.get(null, path(subject)).statusCode());
    }

    @Test
    void a_borrower_may_do_nothing_else() {
        Caller person = borrower(subject);
        assertEquals(403, service.get(person, "/api/v1/contracts?number=A-1").statusCode());
        assertEquals(403, service.get(person, "/api/v1/access-entries").statusCode());
        assertEquals(403, service.get(person, "/api/v1/feed/head").statusCode());
    }

    @Test
    void a_token_made_for_one_borrower_is_not_anothers() {
        String token = service.token(borrower(other)).replace(other, subject);
        var answer = TestRegistry.get(service.uri().resolve(path(subject)), token);
        assertEquals(401, answer.statusCode());
        assertEquals(
                401,
                TestRegistry.get(service.uri().resolve(path(subject)), "borrower.x.y")
                        .statusCode());
    }

    @Test
    void only_the_operator_gets_a_development_token_and_only_of_somebody() {
        String address = "/api/v1/development/borrowers/" + subject + "/token";
        assertEquals(403, service.post(AccessService.BANK_A, address, "").statusCode());
        var answer = AccessService.json(service.post(AccessService.OPERATOR, address, ""));
        assertEquals(service.token(borrower(subject)), answer.get("token"));
        var nobody = "/api/v1/development/borrowers/" + UUID.randomUUID() + "/token";
        assertEquals(404, service.post(AccessService.OPERATOR, nobody, "").statusCode());
        assertFalse(AccessService.text(service.post(AccessService.BANK_A, address, ""))
                .contains("borrower."));
    }
}
