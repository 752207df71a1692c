package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.identity.ApiKeys;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.identity.SessionMarks;
import org.loanregistry.registry.log.TestRegistry;

/** Keys of a lender's machines: made at the page, shown once, kept as hashes, ended at once. */
class KeyPagesTest {
    private static final Pattern TOKEN = Pattern.compile("value=\"(loanreg-key\\.[A-Za-z0-9_-]{43})\"");

    @SuppressWarnings("NullAway.Init")
    private static ConsoleRegistry it;

    @SuppressWarnings("NullAway.Init")
    private static Person person;

    @BeforeAll
    static void serve() {
        it = new ConsoleRegistry();
        person = it.signedIn("bank-a");
    }

    @AfterAll
    static void stop() {
        it.close();
    }

    private static String made(String name) {
        var answer = person.post("keys", "csrf=" + person.csrf() + "&name=" + name + "&days=30");
        assertEquals(201, answer.statusCode(), Person.text(answer));
        var found = TOKEN.matcher(Person.text(answer));
        assertTrue(found.find(), Person.text(answer));
        return found.group(1);
    }

    private static String id(String name) {
        var found = Pattern.compile(
                        "<th scope=\"row\">" + name + "</th>.*?/console/keys/([0-9a-f-]{36})/", Pattern.DOTALL)
                .matcher(person.page("keys"));
        assertTrue(found.find(), name);
        return found.group(1);
    }

    private static HttpResponse<byte[]> call(String token, String path) {
        return TestRegistry.get(it.service.resolve(path), token);
    }

    @Test
    void a_key_calls_as_its_lender_and_as_nobody_else() {
        String token = made("nightly");
        assertEquals(200, call(token, "/api/v1/feed/head").statusCode());
        assertEquals(200, call(token, "/api/v1/contracts/" + it.ofA).statusCode());
        assertEquals(404, call(token, "/api/v1/contracts/" + it.ofB).statusCode());
        assertEquals(403, call(token, "/api/v1/access-entries").statusCode());
        assertEquals(1, it.registry.count("api_key where name = 'nightly' and used_at is not null"));
    }

    @Test
    void a_key_is_no_person_and_its_session_leads_to_it() {
        String token = made("looker");
        String contract = Person.text(call(token, "/api/v1/contracts/" + it.ofA));
        String subject = contract.replaceAll("(?s).*\"subjectId\":\"([0-9a-f-]{36})\".*", "$1");
        assertEquals(200, call(token, "/api/v1/borrowers/" + subject).statusCode());
        assertEquals(
                1,
                it.registry.count("access_entry e, api_key k where k.name = 'looker' and e.actor = 'lender:bank-a'"
                        + " and e.phase = 'INTENT' and e.entry like"
                        + " '%' || left(encode(k.token_hash::bytea, 'hex'), 12) || '%'"));
    }

    @Test
    void a_key_is_shown_once_and_kept_nowhere() {
        String token = made("once");
        assertFalse(person.page("keys").contains(token), "it is on the next page");
        assertEquals(0, it.registry.count("api_key k where k::text like '%" + token.substring(12) + "%'"));
        assertEquals(
                1, it.registry.count("api_key where name = 'once' and token_hash = sha256('" + token + "'::bytea)"));
    }

    @Test
    void a_revoked_key_is_refused_at_once_and_who_used_it_is_in_the_audit() {
        String token = made("leaked");
        assertEquals(200, call(token, "/api/v1/contracts").statusCode());
        assertEquals(
                303,
                person.post("keys/" + id("leaked") + "/revocation", "csrf=" + person.csrf())
                        .statusCode());
        assertEquals(401, call(token, "/api/v1/contracts").statusCode());
        assertEquals(
                1,
                it.registry.count("sign_in_audit where reason = 'KEY_OVER' and source = '127.0.0.1' and session ="
                        + " left(encode(sha256('" + token + "'::bytea), 'hex'), 12)"));
        assertTrue(it.registry.count("sign_in_audit where outcome = 'KEY_REVOKED' and organisation = 'bank-a'") > 0);
        assertTrue(it.registry.count("sign_in_audit where outcome = 'KEY_MADE' and organisation = 'bank-a'") > 0);
        assertTrue(person.page("keys").contains("Revoked"));
    }

    @Test
    void a_key_ends_by_itself() {
        String token = made("old");
        it.registry.asOwner(
                "update api_key set made_at = now() - interval '31 days', expires_at = now() - interval '1 second'"
                        + " where name = 'old'");
        assertEquals(401, call(token, "/api/v1/contracts").statusCode());
        assertTrue(person.page("keys").contains("<th scope=\"row\">old</th><td>Over</td>"), person.page("keys"));
    }

    @Test
    void a_key_that_nobody_made_is_no_key() {
        String token = made("whole");
        for (String wrong :
                new String[] {token.substring(0, token.length() - 1), token + "A", "loanreg-key.", "loanreg-key"}) {
            assertEquals(401, call(wrong, "/api/v1/contracts").statusCode(), wrong);
        }
    }

    @Test
    void a_key_opens_no_page_and_makes_no_key() {
        String token = made("machine");
        var answer = TestRegistry.send(HttpRequest.newBuilder(it.service.resolve("/console/keys"))
                .header("Authorization", "Bearer " + token)
                .header("Origin", it.service.toString().replaceAll("/$", ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("csrf=null&name=child&days=9"))
                .build());
        assertEquals(303, answer.statusCode());
        assertEquals(0, it.registry.count("api_key where name = 'child'"));
    }

    @Test
    void a_development_token_without_a_session_makes_no_key() {
        var answer = TestRegistry.send(HttpRequest.newBuilder(it.service.resolve("/console/keys"))
                .header("Authorization", "Bearer " + it.token("bank-a"))
                .header("Origin", it.service.toString().replaceAll("/$", ""))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("csrf=null&name=child&days=9"))
                .build());
        assertEquals(403, answer.statusCode());
        assertEquals(0, it.registry.count("api_key where name = 'child'"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 30",
        "x, 0",
        "x, 367",
        "x, -1",
        "x, many",
        "0123456789012345678901234567890123456789012345678901234567890, 30"
    })
    void a_name_or_a_time_out_of_bounds_is_refused(String name, String days) {
        var answer = person.post("keys", "csrf=" + person.csrf() + "&name=" + name + "&days=" + days);
        assertEquals(400, answer.statusCode());
        assertTrue(Person.text(answer).contains("role=\"alert\""), Person.text(answer));
    }

    @Test
    void two_keys_that_count_have_two_names() {
        made("twice");
        assertEquals(
                409,
                person.post("keys", "csrf=" + person.csrf() + "&name=twice&days=30")
                        .statusCode());
        assertEquals(
                303,
                person.post("keys/" + id("twice") + "/revocation", "csrf=" + person.csrf())
                        .statusCode());
        made("twice");
    }

    @Test
    void forms_of_others_do_nothing() {
        made("mine");
        String id = id("mine");
        Person other = it.signedIn("bank-b");
        assertEquals(
                403, person.post("keys/" + id + "/revocation", "csrf=wrong").statusCode());
        assertEquals(403, person.post("keys", "name=x&days=3").statusCode());
        assertEquals(
                404,
                other.post("keys/" + id + "/revocation", "csrf=" + other.csrf()).statusCode());
        assertFalse(other.page("keys").contains("mine"), "another bank sees the key");
        assertEquals(403, it.signedIn("registry-operator").get("keys").statusCode());
        assertEquals(1, it.registry.count("api_key where name = 'mine' and revoked_at is null"));
    }

    @Test
    void keys_count_in_production_too_and_no_more_than_twenty() {
        try (var production = TestRegistry.create(Map.of("registry.production", "true"))) {
            var service = production.serve();
            var keys = production.bean(ApiKeys.class);
            var caller = new Caller(Role.LENDER, "bank-a");
            var marks = new SessionMarks("0123456789ab", true, null, "officer-7");
            String token = keys.make(caller, marks, "first", 1).token();
            assertEquals(
                    200,
                    TestRegistry.get(service.resolve("/api/v1/contracts"), token)
                            .statusCode());
            assertEquals(1, production.count("api_key where made_by = 'lender:bank-a/officer-7'"));
            for (int i = 1; i < ApiKeys.MOST_LIVE; i++) {
                keys.make(caller, marks, "key " + i, 1);
            }
            var refused = org.junit.jupiter.api.Assertions.assertThrows(
                    org.loanregistry.registry.error.Conflict.class, () -> keys.make(caller, marks, "more", 1));
            assertTrue(String.valueOf(refused.getMessage()).contains("20"), refused.getMessage());
        }
    }
}
