package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.identity.Session;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.registry.web.Words;

/** The lender's pages by HTTP: who gets in, what each sees, what is refused. */
class ConsoleTest {
    private static ConsoleRegistry it;

    @BeforeAll
    static void serve() {
        it = new ConsoleRegistry();
    }

    @AfterAll
    static void stop() {
        it.close();
    }

    @Test
    void a_lender_sees_its_exposure_and_how_far_its_records_are_anchored_in_words() {
        var page = it.signedIn("bank-a").page("overview");
        assertTrue(page.contains("130.00 USD"), page);
        assertTrue(
                Pattern.compile(
                                "Your latest 3 records are in head \\d+, anchored [\\d,]+ h ago, cosigned by 0 of 3 banks\\.")
                        .matcher(page)
                        .find(),
                page);
        assertTrue(page.contains("<svg"), page);
    }

    @Test
    void each_lender_lists_exactly_the_loans_that_it_funds() {
        var ofA = it.signedIn("bank-a").page("loans");
        assertTrue(ofA.contains(it.ofA) && ofA.contains(it.ofBoth) && !ofA.contains(it.ofB), ofA);
        var ofB = it.signedIn("bank-b").page("loans");
        assertTrue(!ofB.contains(it.ofA) && ofB.contains(it.ofBoth) && ofB.contains(it.ofB), ofB);
        assertTrue(it.signedIn("bank-c").page("loans").contains("No loan matches."));
    }

    @Test
    void filters_narrow_and_never_widen() {
        var person = it.signedIn("bank-a");
        var narrowed = person.page("loans?number=AB");
        assertTrue(narrowed.contains(it.ofBoth) && !narrowed.contains(it.ofA), narrowed);
        assertFalse(person.page("loans?number=B").contains(it.ofB));
        assertTrue(person.page("loans?number=%25").contains("No loan matches."), "a wildcard is a character");
        assertTrue(person.page("loans?status=active&currency=USD").contains(it.ofA));
        assertTrue(person.page("loans?status=settled").contains("No loan matches."));
        assertTrue(person.page("loans?after=" + it.ofB).contains("No loan matches."), "another's loan is no place");
    }

    @Test
    void a_loan_shows_its_records_with_proofs_and_escapes_what_lenders_wrote() {
        var page = it.signedIn("bank-a").page("loans/" + it.ofA);
        assertTrue(page.contains("KP-&lt;1&gt;"), page);
        assertEquals(
                2, Pattern.compile("class=\"verify\"").matcher(page).results().count(), page);
        assertFalse(page.contains("Zhang"), "a personal value");
    }

    @Test
    void a_bundle_on_the_pages_is_the_one_of_the_api() {
        var person = it.signedIn("bank-a");
        var record = bundleOf(person.page("loans/" + it.ofA));
        var answer = TestRegistry.get(it.service.resolve("/api/v1/records/" + record + "/proof"), it.token("bank-a"));
        assertEquals(Person.text(answer), person.page("records/" + record + "/bundle"));
        assertEquals(
                404, it.signedIn("bank-b").get("records/" + record + "/bundle").statusCode());
    }

    @Test
    void another_lenders_loan_and_none_at_all_are_the_same_page() {
        var person = it.signedIn("bank-a");
        var others = person.get("loans/" + it.ofB);
        var none = person.get("loans/" + UUID.randomUUID());
        assertEquals(404, others.statusCode());
        assertEquals(404, none.statusCode());
        assertEquals(withoutPath(none, ""), withoutPath(others, it.ofB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "loans", "feed", "keys", "loans/8d5e0b51-6d9c-4f5b-9d53-111111111111", ""})
    void nobody_sees_a_page_without_signing_in(String path) {
        var answer = new Person(it.service).get(path);
        // The test's client follows no redirect.
        assertEquals(303, answer.statusCode());
        assertEquals("/console/sign-in", answer.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void a_wrong_token_is_refused_and_the_refusal_noted() {
        var before = it.registry.count("sign_in_audit where outcome = 'REFUSED'");
        var person = new Person(it.service);
        assertEquals(401, person.signIn("no token").statusCode());
        assertEquals(303, person.get("overview").statusCode());
        assertEquals(before + 1, it.registry.count("sign_in_audit where outcome = 'REFUSED'"));
    }

    @Test
    void the_operator_has_no_lenders_pages() {
        assertEquals(403, it.signedIn("registry-operator").get("overview").statusCode());
    }

    @Test
    void a_bearer_token_is_no_session_and_a_session_no_bearer_token() {
        var asCookie = TestRegistry.send(HttpRequest.newBuilder(it.service.resolve("/console/overview"))
                .header("Cookie", "loanreg-session=" + it.token("bank-a"))
                .build());
        assertEquals(303, asCookie.statusCode());
        var person = new Person(it.service);
        var cookie = person.signIn(it.token("bank-a"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        var api = TestRegistry.send(HttpRequest.newBuilder(it.service.resolve("/api/v1/feed/head"))
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .build());
        assertEquals(401, api.statusCode());
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_foreign_pages() {
        var cookie = new Person(it.service)
                .signIn(it.token("bank-a"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertTrue(cookie.contains("HTTPOnly") || cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Strict"), cookie);
        assertTrue(cookie.contains("Path=/console"), cookie);
        assertEquals(
                0,
                it.registry.count("console_session where encode(token_hash, 'escape') like '%"
                        + cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')) + "%'"));
    }

    @Test
    void forms_of_foreign_pages_and_without_the_sessions_token_are_refused() {
        assertEquals(
                403,
                new Person(it.service)
                        .on("http://evil.example")
                        .signIn(it.token("bank-a"))
                        .statusCode());
        var person = it.signedIn("bank-a");
        assertEquals(403, person.post("sign-out", "csrf=guess").statusCode());
        assertEquals(403, person.post("sign-out", "").statusCode());
        assertEquals(200, person.get("overview").statusCode());
    }

    @Test
    void signing_out_ends_the_session_at_the_server() {
        var person = it.signedIn("bank-a");
        assertEquals(303, person.post("sign-out", "csrf=" + person.csrf()).statusCode());
        assertEquals(303, person.get("overview").statusCode());
    }

    @Test
    void a_session_ends_idle_or_old() {
        for (var over :
                Map.of("seen_at", Session.IDLE, "opened_at", Session.LONGEST).entrySet()) {
            var person = it.signedIn("bank-c");
            assertEquals(200, person.get("overview").statusCode());
            it.registry.asOwner("update console_session set %s = '%s' where organisation = 'bank-c'"
                    .formatted(over.getKey(), Instant.now().minus(over.getValue())));
            assertEquals(303, person.get("overview").statusCode(), over.getKey());
        }
    }

    @Test
    void every_page_forbids_foreign_scripts_frames_and_caches() {
        for (var answer : List.of(
                new Person(it.service).get("sign-in"), it.signedIn("bank-a").get("overview"))) {
            var headers = answer.headers();
            assertTrue(
                    headers.firstValue("Content-Security-Policy").orElseThrow().contains("default-src 'none'"));
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
            assertEquals("DENY", headers.firstValue("X-Frame-Options").orElseThrow());
            assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
            assertEquals("same-origin", headers.firstValue("Referrer-Policy").orElseThrow());
            assertFalse(Person.text(answer).contains("<script>"), "a script in the page");
            assertFalse(Person.text(answer).contains("style="), "a style in the page");
        }
    }

    @Test
    void pages_speak_chinese_and_english_with_the_same_words() {
        assertEquals(Words.in("en").keys(), Words.in("zh").keys());
        var person = it.signedIn("bank-a");
        var chinese = person.get("overview?lang=zh");
        assertTrue(Person.text(chinese).contains("<html lang=\"zh\">"), Person.text(chinese));
        assertTrue(Person.text(chinese).contains("上链"), Person.text(chinese));
        assertTrue(chinese.headers().allValues("Set-Cookie").stream()
                .anyMatch(set -> set.startsWith("loanreg-language=zh")));
        assertTrue(person.page("overview?lang=xx").contains("<html lang=\"en\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"console.css", "verify.js", "records.txt", "htmx.js"})
    void the_files_of_the_pages_are_served(String name) {
        assertEquals(
                200, TestRegistry.get(it.service.resolve("/assets/" + name), "").statusCode());
    }

    @Test
    void no_other_file_is_served() {
        assertEquals(
                404,
                TestRegistry.get(it.service.resolve("/assets/application.yml"), "")
                        .statusCode());
        assertEquals(
                404,
                TestRegistry.get(it.service.resolve("/assets/..%2fapplication.yml"), "")
                        .statusCode());
    }

    @Test
    void the_development_sign_in_is_labelled_and_does_not_exist_in_production() {
        assertTrue(new Person(it.service).page("sign-in").contains("Development sign-in."));
        try (var production = TestRegistry.create(Map.of("registry.production", "true"))) {
            var service = production.serve();
            var person = new Person(service);
            var page = person.page("sign-in");
            assertTrue(page.contains("does not exist in production"), page);
            assertFalse(page.contains("<form"), page);
            assertEquals(404, person.signIn(it.token("bank-a")).statusCode());
            assertFalse(production.home().resolve("tokens.json").toFile().exists());
            assertEquals(
                    401,
                    TestRegistry.get(service.resolve("/api/v1/feed/head"), it.token("bank-a"))
                            .statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ture", "TRUE", "yes", "1"})
    void a_production_setting_that_is_neither_true_nor_false_stops_the_start(String slip) {
        Throwable fault = assertThrows(
                RuntimeException.class,
                () -> TestRegistry.create(Map.of("registry.production", slip)).close());
        while (fault.getCause() != null) {
            fault = fault.getCause();
        }
        assertEquals("registry.production is neither true nor false", fault.getMessage());
    }

    private static String bundleOf(String page) {
        var found = Pattern.compile("/console/records/([0-9a-f-]+)/bundle").matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    private static String withoutPath(java.net.http.HttpResponse<byte[]> answer, String id) {
        return Person.text(answer)
                .replaceAll("/console/loans/[0-9a-f-]+", "")
                .replace("csrf", "")
                .replace(id.isEmpty() ? "\u0000" : id, "");
    }
}
