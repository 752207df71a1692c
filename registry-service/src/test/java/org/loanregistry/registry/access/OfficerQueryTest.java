package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.DisclosureCheck;
import org.loanregistry.transparency.record.RecordSchemas;

/** What the data-protection officer asks over HTTP, and that asking is itself in the log. */
class OfficerQueryTest {
    private static final String PATH = "/api/v1/access-entries";

    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1");
        service.get(AccessService.BANK_A, "/api/v1/borrowers/" + subject);
        service.get(AccessService.BANK_C, "/api/v1/borrowers/" + subject);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Map<?, ?> asked(String query) {
        return AccessService.json(service.get(AccessService.DPO, PATH + query));
    }

    private static List<Map<?, ?>> entries(Map<?, ?> answer) {
        return ((List<?>) Objects.requireNonNull(answer.get("entries")))
                .stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    @Test
    void every_anchored_entry_comes_with_a_proof_that_it_is_in_the_log() {
        service.registry.awaitSize(LogName.ACCESS, 3);
        service.registry.anchorWithoutLedger(LogName.ACCESS);
        var answer = asked("?subject=" + subject + "&limit=3");
        assertEquals(3L, answer.get("anchoredSize"));
        var entries = entries(answer);
        assertEquals(3, entries.size());
        for (var one : entries) {
            var bundle = ProofBundle.parse(String.valueOf(one.get("proof")));
            var disclosure = Disclosure.parse(Objects.requireNonNull(bundle.extraJson()));
            assertEquals(one.get("number"), bundle.leafIndex());
            assertTrue(bundle.check(disclosure.leafHash()).isValid());
            assertInstanceOf(
                    DisclosureCheck.Matches.class, disclosure.check(service.registry.bean(RecordSchemas.class)));
        }
    }

    @Test
    void what_is_not_anchored_yet_is_shown_without_a_proof() {
        var answer = asked("");
        assertEquals(0L, answer.get("anchoredSize"));
        assertNull(answer.get("checkpoint"));
        assertNull(entries(answer).getFirst().get("proof"));
    }

    @Test
    void subject_actor_and_time_choose_and_a_cursor_goes_on() {
        assertEquals(1, entries(asked("?actor=lender:bank-c")).size());
        assertEquals(0, entries(asked("?actor=lender:bank-x")).size());
        assertEquals(0, entries(asked("?to=2020-01-01T00:00:00Z")).size());
        assertTrue(entries(asked("?from=2020-01-01T00:00:00Z")).size() >= 3);
        var first = asked("?subject=" + subject + "&limit=2");
        assertEquals(2, entries(first).size());
        var second = asked("?subject=" + subject + "&limit=2&cursor=" + first.get("next"));
        assertEquals(2L, entries(second).getFirst().get("number"));
    }

    @Test
    void reading_the_log_is_in_the_log_before_it_is_answered() {
        asked("");
        assertEquals(1, service.entries("actor = 'dpo:registry-dpo' and purpose = 'AUDIT' and phase = 'INTENT'"));
        asked("?subject=" + subject);
        assertEquals(2, service.entries("actor = 'dpo:registry-dpo' and phase = 'RESULT'"));
        asked("/leaves");
        assertEquals(3, service.entries("actor = 'dpo:registry-dpo' and phase = 'INTENT'"));
        service.registry.asOwner("revoke insert on access_entry from loanreg_app");
        var answer = service.get(AccessService.DPO, PATH);
        assertEquals(500, answer.statusCode());
        assertFalse(AccessService.text(answer).contains("bank-c"));
    }

    @Test
    void nobody_but_the_officer_reads_it() {
        for (var caller : List.of(AccessService.BANK_A, AccessService.OPERATOR)) {
            assertEquals(403, service.get(caller, PATH).statusCode());
            assertEquals(403, service.get(caller, PATH + "/leaves").statusCode());
        }
        assertEquals(401, service.get(null, PATH).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?subject=Zhang",
                "?from=yesterday",
                "?to=2026",
                "?limit=0",
                "?limit=501",
                "?cursor=-1",
                "/leaves?from=-1",
                "/leaves?limit=501"
            })
    void a_malformed_question_is_refused(String query) {
        assertEquals(400, service.get(AccessService.DPO, PATH + query).statusCode());
    }

    @Test
    void a_person_who_is_none_is_not_found() {
        assertEquals(
                404,
                service.get(AccessService.DPO, PATH + "?subject=" + UUID.randomUUID())
                        .statusCode());
    }
}
