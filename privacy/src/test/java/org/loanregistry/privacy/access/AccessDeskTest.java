package org.loanregistry.privacy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AccessDeskTest {
    private final Requests.ListLog log = new Requests.ListLog();
    private final AtomicReference<Instant> time = new AtomicReference<>(Requests.NOW);

    private static AccessRequest mobile() {
        return Requests.request(Role.ORIGINATING_LENDER, Purpose.SERVICING, AccessLevel.FULL, "mobile");
    }

    private static PersonalField field(String name) {
        return new PersonalField("lender-a", "subj-0001", name);
    }

    private AccessDesk desk(Facts facts, boolean fulfils) {
        return Requests.desk(facts, fulfils, log, time::get);
    }

    private AccessGrant granted() {
        var ruling = desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), true).rule(mobile());
        return assertInstanceOf(Ruling.Granted.class, ruling).grant();
    }

    @Test
    void there_is_an_open_intent_before_there_is_a_grant_and_a_result_after_it() {
        AccessGrant grant = granted();
        assertEquals(1, log.entries.size());
        AccessEntry intent = log.entries.getFirst();
        assertEquals(AccessEntry.Phase.INTENT, intent.phase());
        assertEquals(AccessEntry.Outcome.OPEN, intent.outcome());
        grant.claim(field("mobile"));
        grant.close();
        grant.close();
        assertEquals(2, log.entries.size());
        AccessEntry result = log.entries.get(1);
        assertEquals(AccessEntry.Phase.RESULT, result.phase());
        assertEquals(AccessEntry.Outcome.REVEALED, result.outcome());
        assertEquals(Long.valueOf(0), result.intent());
        assertEquals(1, result.fields().getFirst().count());
    }

    @Test
    void a_grant_closed_unused_says_that_nothing_was_revealed() {
        granted().close();
        assertEquals(AccessEntry.Outcome.NOT_REVEALED, log.entries.get(1).outcome());
    }

    @Test
    void a_refusal_is_written_too() {
        var ruling = desk(Facts.none(), true).rule(mobile());
        var denied = assertInstanceOf(Ruling.Denied.class, ruling);
        assertEquals(Decision.Reason.NOT_PERMITTED, denied.decision().reason());
        assertEquals(0, denied.entryNumber());
        assertEquals(AccessEntry.Outcome.REFUSED, log.entries.getFirst().outcome());
    }

    @Test
    void where_the_log_fails_nothing_is_granted() {
        AccessLog broken = _ -> {
            throw new IllegalStateException("no disk");
        };
        var desk = Requests.desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), true, broken, time::get);
        assertThrows(IllegalStateException.class, () -> desk.rule(mobile()));
    }

    @Test
    void an_obligation_that_is_not_fulfilled_denies_and_says_so() {
        var ruling = desk(Requests.facts(Fact.RELATED, Fact.CONTRACT), false).rule(mobile());
        var denied = assertInstanceOf(Ruling.Denied.class, ruling);
        assertEquals(Decision.Reason.OBLIGATION_UNFULFILLED, denied.decision().reason());
        assertEquals(AccessLevel.NONE, denied.decision().level("mobile"));
    }

    @Test
    void more_rows_than_the_cap_need_two_others() {
        var asked = Map.of("mobile", AccessLevel.FULL);
        var actor = Requests.actor(Role.ORIGINATING_LENDER);
        var many = Requests.request(actor, Purpose.SERVICING, asked, 21);
        for (Set<String> approvers : List.of(Set.<String>of(), Set.of("u-1"), Set.of("u-1", "u-17"))) {
            assertInstanceOf(
                    Ruling.Denied.class, desk(approved(approvers), true).rule(many));
        }
        assertInstanceOf(
                Ruling.Granted.class, desk(approved(Set.of("u-1", "u-2")), true).rule(many));
    }

    private static Facts approved(Set<String> approvers) {
        Set<Fact> facts = Set.of(Fact.RELATED, Fact.CONTRACT);
        return new Facts(facts, Map.of(), Basis.NONE, approvers, null);
    }

    @Test
    void a_grant_ends_with_the_glass() {
        var glass = new BreakGlass("t-1", List.of("u-1"), Requests.NOW.plusSeconds(5));
        Set<Fact> broken = Set.of(Fact.RELATED, Fact.BREAK_GLASS);
        var facts = new Facts(broken, Map.of(), Basis.NONE, Set.of(), glass);
        var request = Requests.request(Role.ORIGINATING_LENDER, Purpose.EMERGENCY, AccessLevel.FULL, "mobile");
        var grant = assertInstanceOf(Ruling.Granted.class, desk(facts, true).rule(request))
                .grant();
        time.set(Requests.NOW.plusSeconds(5));
        var refusal = assertThrows(AccessRefusedException.class, () -> grant.claim(field("mobile")));
        assertEquals(AccessRefusedException.Why.OVER, refusal.why());
    }

    @Test
    void an_entry_shows_neither_the_person_nor_what_was_typed_for_a_field() {
        var request = Requests.request(Role.DPO, Purpose.AUDIT, AccessLevel.FULL, "mobile", "canary13812345678");
        desk(Facts.none(), true).rule(request);
        String json = new String(log.entries.getFirst().toJson(0, null), StandardCharsets.UTF_8);
        assertFalse(json.contains("subj-0001"), json);
        assertFalse(json.contains("canary"), json);
        assertTrue(json.contains("\"col\":\"?\""), json);
    }

    @Test
    void a_person_stands_under_one_pseudonym_in_all_entries_and_another_person_under_another() {
        granted();
        granted();
        assertEquals(log.entries.get(0).subject(), log.entries.get(1).subject());
        var other = new AccessRequest(
                "req-1",
                Requests.actor(Role.ORIGINATING_LENDER),
                Purpose.SERVICING,
                "lender-a",
                "subj-0002",
                Map.of("mobile", AccessLevel.FULL),
                1,
                "test");
        desk(Requests.facts(Fact.RELATED), true).rule(other);
        assertFalse(log.entries.get(0).subject().equals(log.entries.get(2).subject()));
    }
}
