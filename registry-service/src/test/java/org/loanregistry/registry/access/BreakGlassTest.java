package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.registry.access.People.assertRefused;
import static org.loanregistry.registry.access.People.list;
import static org.loanregistry.registry.access.People.member;
import static org.loanregistry.registry.access.People.text;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Immediate access in an emergency: who breaks the glass, what it opens, whom it tells, and who reviews it by when. */
class BreakGlassTest {
    private static final String WHY = "{\"reason\":\"INC-7\"}";
    private static final String EMERGENCY = """
            {"purpose":"EMERGENCY","fields":["name","mobile"],"reason":"INC-7"}""";
    private static final String JUSTIFIED = """
            {"verdict":"JUSTIFIED","caseReference":"DPO-3"}""";

    private People people;
    private String subject;
    private String anna;

    @BeforeEach
    void record() {
        people = new People();
        subject = people.settled("A-1", "REF-1");
        anna = people.person("bank-a", "anna");
    }

    @AfterEach
    void close() {
        people.close();
    }

    private HttpResponse<byte[]> breakIt(String token, String who) {
        return people.post(token, "borrowers/" + who + "/break-glass", WHY);
    }

    private String broken() {
        var answer = breakIt(anna, subject);
        assertEquals(201, answer.statusCode(), text(answer));
        return member(answer, "glassId");
    }

    private HttpResponse<byte[]> reveal(String token, String who, String body) {
        return people.post(token, "borrowers/" + who + "/reveal", body);
    }

    private HttpResponse<byte[]> review(String token, String glass, String body) {
        return people.post(token, "broken-glass/" + glass + "/review", body);
    }

    private List<?> unreviewed() {
        return list(people.get(people.officer(), "broken-glass?state=open"), "glasses");
    }

    /** One that was broken at another time than now. */
    private String glass(String brokenAt, String expiresAt, String reviewBy) {
        // Before whatever is drawn now: ids are in the order of time.
        String id = new UUID(1, UUID.randomUUID().getLeastSignificantBits()).toString();
        people.registry.asOwner("insert into broken_glass values ('" + id + "', '" + subject
                + "', 'bank-a', 'lender:bank-a/anna', 'INC-7', now() + interval '" + brokenAt
                + "', now() + interval '" + expiresAt + "', now() + interval '" + reviewBy + "')");
        return id;
    }

    @Test
    void a_person_with_two_factors_sees_at_once_the_borrower_is_told_and_the_officer_reviews_it() {
        assertRefused(403, reveal(anna, subject, EMERGENCY));
        String glass = broken();
        var shown = reveal(anna, subject, EMERGENCY);
        assertEquals(200, shown.statusCode(), text(shown));
        assertTrue(text(shown).contains("Zhang San") && text(shown).contains("13912345678"), text(shown));
        assertTrue(text(shown).contains("\"seenBy\":\"lender:bank-a/anna\""), text(shown));
        assertEquals(
                4, people.entries("entry like '%\"breakGlass\":{\"approvers\":[],\"expires\":%\"ticket\":\"INC-7\"%'"));
        assertEquals(1, people.entries("outcome = 'REVEALED' and purpose = 'EMERGENCY'"));
        var told = list(people.get(people.borrower(subject), "borrowers/" + subject + "/notices"), "notices");
        assertEquals(
                List.of("break-glass", "reveal"),
                told.stream().map(one -> ((Map<?, ?>) one).get("action")).toList());
        var waiting = (Map<?, ?>) unreviewed().getFirst();
        assertEquals(glass, waiting.get("glassId"));
        assertEquals("lender:bank-a/anna", waiting.get("brokenBy"));
        assertEquals(false, waiting.get("overdue"));
        var reviewed = review(people.officer(), glass, JUSTIFIED);
        assertEquals("JUSTIFIED", member(reviewed, "verdict"));
        assertEquals(List.of(), unreviewed());
        assertEquals(
                1, list(people.get(people.officer(), "broken-glass"), "glasses").size(), "it stays in the list");
        assertEquals(2, people.entries("entry like '%\"queryShape\":\"review-glass\"%'"));
        assertTrue(people.entries("entry like '%\"queryShape\":\"broken-glass\"%'") > 0, "reading the list is logged");
    }

    @Test
    void it_opens_one_borrower_to_one_person_for_one_purpose() {
        String other = people.settled("A-2", "REF-2");
        broken();
        assertRefused(403, reveal(people.person("bank-a", "bert"), subject, EMERGENCY));
        assertRefused(403, reveal(anna, other, EMERGENCY));
        assertRefused(403, reveal(anna, subject, EMERGENCY.replace("EMERGENCY", "SERVICING")));
        assertRefused(403, reveal(people.person("bank-b", "anna"), subject, EMERGENCY));
        assertEquals(0, people.entries("outcome = 'REVEALED'"));
    }

    @Test
    void nobody_else_breaks_it_and_each_attempt_of_a_lender_is_logged() {
        assertRefused(403, breakIt(people.weakly("bank-a", "anna"), subject));
        assertRefused(403, breakIt(people.person("bank-b", "bert"), subject));
        assertRefused(404, breakIt(people.person("bank-c", "bert"), subject));
        assertEquals(3, people.entries("outcome = 'REFUSED' and entry like '%\"queryShape\":\"break-glass\"%'"));
        assertRefused(403, breakIt(people.officer(), subject));
        assertRefused(403, breakIt(people.operator(), subject));
        assertRefused(403, breakIt(people.borrower(subject), subject));
        assertRefused(404, breakIt(anna, UUID.randomUUID().toString()));
        assertEquals(0, people.registry.count("broken_glass"));
        assertEquals(0, people.registry.count("subject_notice"));
    }

    @Test
    void while_it_is_open_it_is_not_broken_again() {
        broken();
        assertRefused(409, breakIt(anna, subject));
        assertEquals(1, people.registry.count("broken_glass"));
    }

    @Test
    void after_half_an_hour_it_opens_nothing() {
        glass("-31 minutes", "-1 minute", "47 hours");
        assertRefused(403, reveal(anna, subject, EMERGENCY));
        assertEquals(201, breakIt(anna, subject).statusCode());
    }

    @Test
    void what_was_not_justified_opens_nothing_more() {
        String glass = broken();
        assertEquals(200, reveal(anna, subject, EMERGENCY).statusCode());
        var reviewed = review(people.officer(), glass, JUSTIFIED.replace("JUSTIFIED", "NOT_JUSTIFIED"));
        assertEquals("NOT_JUSTIFIED", member(reviewed, "verdict"));
        assertRefused(403, reveal(anna, subject, EMERGENCY));
    }

    @Test
    void the_officer_alone_reviews_and_once() {
        String glass = broken();
        for (String token :
                List.of(anna, people.person("bank-a", "bert"), people.operator(), people.borrower(subject))) {
            assertRefused(403, review(token, glass, JUSTIFIED));
            assertRefused(403, people.get(token, "broken-glass"));
        }
        assertRefused(404, review(people.officer(), UUID.randomUUID().toString(), JUSTIFIED));
        assertRefused(400, review(people.officer(), glass, JUSTIFIED.replace("JUSTIFIED", "FINE")));
        assertRefused(400, review(people.officer(), glass, JUSTIFIED.replace("DPO-3", "of 13912345678")));
        assertRefused(400, people.get(people.officer(), "broken-glass?state=shut"));
        assertEquals(1, unreviewed().size());
        assertEquals(200, review(people.officer(), glass, JUSTIFIED).statusCode());
        assertRefused(409, review(people.officer(), glass, JUSTIFIED));
    }

    @Test
    void what_nobody_reviewed_in_time_is_told_in_the_list_the_metrics_and_the_alarm() {
        glass("-49 hours", "-48 hours", "-1 hour");
        broken();
        assertEquals(
                List.of(true, false),
                unreviewed().stream()
                        .map(one -> ((Map<?, ?>) one).get("overdue"))
                        .toList());
        assertEquals(
                new GlassStore.Waiting(2, 1),
                people.registry.bean(GlassAlarm.class).look());
        assertTrue(people.metrics().contains("registry_glass_unreviewed 2.0"), people.metrics());
        assertTrue(people.metrics().contains("registry_glass_overdue 1.0"), people.metrics());
    }

    @Test
    void neither_what_is_only_kept_nor_what_is_erased_is_opened() {
        people.post(people.officer(), "borrowers/" + subject + "/holds", """
                {"basis":"AML","caseReference":"HOLD-1"}""");
        people.erase(subject);
        assertRefused(403, breakIt(anna, subject));
        String erased = people.settled("A-2", "REF-2");
        people.erase(erased);
        assertRefused(410, breakIt(anna, erased));
        assertEquals(0, people.registry.count("broken_glass"));
    }

    @Test
    void the_reason_is_a_case_and_facts_are_not_taken() {
        for (String body : List.of("{}", "{\"reason\":\"of 13912345678\"}", "{\"reason\":\"INC-7\",\"minutes\":600}")) {
            assertRefused(400, people.post(anna, "borrowers/" + subject + "/break-glass", body));
        }
        assertEquals(0, people.entries("true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_entry", "subject_notice"})
    void what_cannot_be_written_down_is_not_shown(String table) {
        broken();
        people.registry.asOwner("revoke insert on " + table + " from loanreg_app");
        assertRefused(500, reveal(anna, subject, EMERGENCY));
        assertEquals(0, people.entries("outcome = 'REVEALED'"));
    }

    @Test
    void a_borrower_reads_the_own_notices_and_nobody_elses() {
        String other = people.settled("A-2", "REF-2");
        broken();
        assertRefused(404, people.get(people.borrower(other), "borrowers/" + subject + "/notices"));
        assertRefused(403, people.get(anna, "borrowers/" + subject + "/notices"));
        assertEquals(List.of(), list(people.get(people.borrower(other), "borrowers/" + other + "/notices"), "notices"));
        assertTrue(Objects.requireNonNull(
                        People.tree(people.get(people.borrower(subject), "borrowers/" + subject + "/notices"))
                                .get("notices"))
                .toString()
                .contains("break-glass"));
    }
}
