package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Approval by two others: who gives it, for exactly what, how long and how often. */
class ApprovalTest {
    private static final String ASKED = """
            {"purpose":"DISPUTE_REVIEW","fields":["name","mobile"],"reason":"CASE-9"}""";
    private static final String APPROVE = "{\"decision\":\"APPROVE\"}";
    private static final String DECLINE = "{\"decision\":\"DECLINE\"}";

    private People people;
    private String subject;
    private String anna;
    private String bert;
    private String cleo;

    @BeforeEach
    void record() {
        people = new People();
        subject = people.settled("A-1", "REF-1");
        anna = people.person("bank-a", "anna");
        bert = people.person("bank-a", "bert");
        cleo = people.person("bank-a", "cleo");
    }

    @AfterEach
    void close() {
        people.close();
    }

    private HttpResponse<byte[]> ask(String token, String who, String body) {
        return people.post(token, "borrowers/" + who + "/approval-requests", body);
    }

    private String asked() {
        var answer = ask(anna, subject, ASKED);
        assertEquals(201, answer.statusCode(), text(answer));
        assertEquals("OPEN", member(answer, "state"));
        return member(answer, "requestId");
    }

    private HttpResponse<byte[]> decide(String token, String request, String body) {
        return people.post(token, "approval-requests/" + request + "/decision", body);
    }

    private HttpResponse<byte[]> reveal(String token, String who, String body) {
        return people.post(token, "borrowers/" + who + "/reveal", body);
    }

    private String approved() {
        String request = asked();
        assertEquals("OPEN", member(decide(bert, request, APPROVE), "state"));
        assertEquals("APPROVED", member(decide(cleo, request, APPROVE), "state"));
        return request;
    }

    private long uses() {
        return people.registry.count("approval_use");
    }

    @Test
    void what_two_others_approved_is_shown_once_and_the_borrower_is_told() {
        assertRefused(403, reveal(anna, subject, ASKED));
        String request = approved();
        var shown = reveal(anna, subject, ASKED);
        assertEquals(200, shown.statusCode(), text(shown));
        var fields = (Map<?, ?>) Objects.requireNonNull(People.tree(shown).get("fields"));
        assertEquals(Map.of("level", "FULL", "value", "Zhang San"), fields.get("name"));
        assertRefused(403, reveal(anna, subject, ASKED));
        assertEquals(1, uses());
        assertEquals(1, people.entries("phase = 'RESULT' and outcome = 'REVEALED' and entry like '%" + request + "%'"));
        for (String shape : List.of("ask-approval", "approve", "reveal")) {
            assertTrue(people.entries("entry like '%\"queryShape\":\"" + shape + "\"%'") > 0, shape);
        }
        assertEquals(2, people.entries("phase = 'RESULT' and entry like '%\"queryShape\":\"approve\"%'"));
        assertRefused(409, decide(people.person("bank-a", "dora"), request, APPROVE));
        var told = list(people.get(people.borrower(subject), "borrowers/" + subject + "/notices"), "notices");
        assertEquals(1, told.size(), told.toString());
        var notice = (Map<?, ?>) told.getFirst();
        assertEquals("bank-a", notice.get("organisation"));
        assertEquals("DISPUTE_REVIEW", notice.get("purpose"));
        assertEquals(List.of("mobile", "name"), notice.get("fields"));
        var listed = (Map<?, ?>)
                list(people.get(anna, "approval-requests"), "requests").getFirst();
        assertEquals("USED", listed.get("state"));
        assertEquals(2, ((List<?>) Objects.requireNonNull(listed.get("decisions"))).size());
    }

    @Test
    void an_authoritys_demand_is_shown_without_telling_the_borrower_and_the_log_names_the_approval() {
        String body = ASKED.replace("DISPUTE_REVIEW", "JUDICIAL");
        String request = member(ask(anna, subject, body), "requestId");
        decide(bert, request, APPROVE);
        decide(cleo, request, APPROVE);
        assertEquals(200, reveal(anna, subject, body).statusCode());
        assertEquals(0, people.registry.count("subject_notice"));
        assertEquals(2, people.entries("entry like '%\"ref\":\"" + request + "\",\"type\":\"LEGAL_DUTY\"%'"));
    }

    @Test
    void one_is_not_enough_nor_the_requester_nor_the_same_one_twice() {
        String request = asked();
        assertRefused(403, decide(anna, request, APPROVE));
        assertEquals(200, decide(bert, request, APPROVE).statusCode());
        assertRefused(409, decide(bert, request, APPROVE));
        assertRefused(403, reveal(anna, subject, ASKED));
        assertEquals(1, people.registry.count("approval"));
        assertEquals(0, uses());
    }

    @Test
    void nobody_approves_who_is_of_another_bank_or_role_or_signed_in_with_one_factor() {
        String request = asked();
        assertRefused(403, decide(people.weakly("bank-a", "dora"), request, APPROVE));
        assertRefused(404, decide(people.person("bank-b", "dora"), request, APPROVE));
        assertRefused(404, decide(people.person("bank-c", "dora"), request, APPROVE));
        assertRefused(403, decide(people.operator(), request, APPROVE));
        assertRefused(403, decide(people.officer(), request, APPROVE));
        assertRefused(403, decide(people.borrower(subject), request, APPROVE));
        assertRefused(404, decide(bert, UUID.randomUUID().toString(), APPROVE));
        assertEquals(0, people.registry.count("approval"));
        assertEquals(List.of(), list(people.get(people.person("bank-b", "dora"), "approval-requests"), "requests"));
        assertEquals(
                1,
                list(people.get(people.officer(), "approval-requests"), "requests")
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\",\"mobile\"|\"name\"",
                "\"name\",\"mobile\"|\"name\",\"mobile\",\"nationalId\"",
                "DISPUTE_REVIEW|JUDICIAL",
                "CASE-9|CASE-10"
            })
    void it_is_for_these_fields_this_purpose_and_this_case(String part, String instead) {
        approved();
        assertRefused(403, reveal(anna, subject, ASKED.replace(part, instead)));
        assertEquals(0, uses());
        assertEquals(200, reveal(anna, subject, ASKED).statusCode(), "that one was not used up");
    }

    @Test
    void it_is_for_this_person_and_this_borrower() {
        String other = people.settled("A-2", "REF-2");
        approved();
        assertRefused(403, reveal(bert, subject, ASKED));
        assertRefused(403, reveal(anna, other, ASKED));
        assertRefused(404, reveal(people.person("bank-c", "anna"), subject, ASKED));
        assertEquals(0, uses());
    }

    @Test
    void what_one_declined_is_over() {
        String request = approved();
        assertEquals("DECLINED", member(decide(people.person("bank-a", "dora"), request, DECLINE), "state"));
        assertRefused(403, reveal(anna, subject, ASKED));
        assertRefused(409, decide(people.person("bank-a", "emil"), request, APPROVE));
        assertEquals(0, uses());
        assertEquals(201, ask(anna, subject, ASKED).statusCode(), "and may be asked anew");
    }

    @Test
    void what_is_over_opens_nothing_and_takes_no_decision() {
        String request = UUID.randomUUID().toString();
        people.registry.asOwner("insert into approval_request values ('" + request + "', '" + subject
                + "', 'bank-a', 'lender:bank-a/anna', 'DISPUTE_REVIEW', array['mobile', 'name'], 'CASE-9',"
                + " now() - interval '25 hours', now() - interval '1 hour')");
        assertRefused(409, decide(bert, request, APPROVE));
        people.registry.asOwner(
                "insert into approval values ('" + request + "', 'lender:bank-a/bert', 'APPROVE', now())," + " ('"
                        + request + "', 'lender:bank-a/cleo', 'APPROVE', now())");
        assertRefused(403, reveal(anna, subject, ASKED));
        assertEquals(0, uses());
    }

    @Test
    void only_what_approval_opens_is_asked_for_and_once_at_a_time() {
        asked();
        assertRefused(409, ask(anna, subject, ASKED));
        assertRefused(403, ask(anna, subject, ASKED.replace("DISPUTE_REVIEW", "ANALYTICS")));
        assertRefused(
                409, ask(anna, people.contract("A-3", "REF-3", ""), ASKED.replace("DISPUTE_REVIEW", "SERVICING")));
        assertRefused(403, ask(people.person("bank-b", "dora"), subject, ASKED));
        assertRefused(404, ask(people.person("bank-c", "dora"), subject, ASKED));
        assertRefused(400, ask(anna, subject, ASKED.replace("CASE-9", "id 11010519491231002X")));
        assertRefused(400, ask(anna, subject, ASKED.replace("\"reason\"", "\"approvers\":[\"bert\"],\"reason\"")));
        assertRefused(400, decide(bert, asked2(), "{\"decision\":\"MAYBE\"}"));
        people.erase(subject);
        assertRefused(410, ask(anna, subject, ASKED.replace("CASE-9", "CASE-11")));
    }

    private String asked2() {
        return member(ask(anna, subject, ASKED.replace("CASE-9", "CASE-10")), "requestId");
    }

    @Test
    void approvers_that_a_request_names_count_for_nothing() {
        String body =
                ASKED.replace("\"reason\"", "\"approvers\":[\"lender:bank-a/bert\",\"lender:bank-a/cleo\"],\"reason\"");
        assertRefused(400, reveal(anna, subject, body));
        assertEquals(0, people.entries("outcome = 'REVEALED'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_entry", "approval_use", "subject_notice"})
    void what_cannot_be_written_down_is_not_shown(String table) {
        approved();
        people.registry.asOwner("revoke insert on " + table + " from loanreg_app");
        assertRefused(500, reveal(anna, subject, ASKED));
        assertEquals(0, people.entries("outcome = 'REVEALED'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into approval values ('ID', 'lender:bank-a/anna', 'APPROVE', now())",
                "insert into approval_use values ('ID', now())",
                "update approval_request set requester = 'lender:bank-a/bert'",
                "delete from approval_request"
            })
    void the_database_itself_refuses_what_breaks_the_rule(String sql) {
        String request = asked();
        decide(bert, request, APPROVE);
        assertThrows(IllegalStateException.class, () -> people.registry.asOwner(sql.replace("ID", request)));
    }
}
