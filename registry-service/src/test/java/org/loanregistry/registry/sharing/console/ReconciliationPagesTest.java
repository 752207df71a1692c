package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of reconciliation by HTTP: a file is sent, differences are shown, the statement is confirmed. */
class ReconciliationPagesTest {
    static final String HEADER = "tenant,contract_number,currency,principal_outstanding,last_record_on,version\r\n";
    private static final String FILE =
            HEADER + "bank-a,A-1,USD,75.01,2026-01-02,2\r\nbank-b,<i>B-9,USD,1.00,2026-01-02,2\r\n";
    private static final Pattern HASH = Pattern.compile("name=\"differencesHash\" value=\"([0-9a-f]{64})\"");

    private static ConsoleRegistry it;

    @BeforeAll
    static void serve() {
        it = new ConsoleRegistry();
    }

    @AfterAll
    static void stop() {
        it.close();
    }

    private static HttpResponse<byte[]> send(Person person, String csrf, String file) {
        return person.upload("reconciliations", csrf, "2026-06-30", file);
    }

    /** The page's path below the console after a file that is good. */
    private static String sent(Person person) {
        var answer = send(person, person.csrf(), FILE);
        assertEquals(303, answer.statusCode(), Person.text(answer));
        return answer.headers().firstValue("Location").orElseThrow().replace("/console/", "");
    }

    @Test
    void a_file_is_sent_and_its_differences_are_shown_by_cause_and_escaped() {
        var person = it.signedIn("bank-a");
        String path = sent(person);
        String page = person.page(path);
        assertTrue(page.contains("Reconciliation of 2026-06-30"), page);
        assertTrue(page.contains("75.00 USD") && page.contains("75.01 USD"), page);
        assertTrue(page.contains("&lt;i>B-9") || page.contains("&lt;i&gt;B-9"), page);
        assertTrue(page.contains("/console/loans/" + it.ofA), page);
        String rounding = person.page(path + "?cause=ROUNDING");
        assertTrue(rounding.contains("A-1") && !rounding.contains("B-9"), rounding);
        assertTrue(person.page(path + "?cause=DATE").contains("There is no such difference."));
        assertTrue(person.page("reconciliations").contains(path), "listed");
        var csv = person.get(path + "/differences.csv");
        assertTrue(Person.text(csv).startsWith("cause,tenant,"), Person.text(csv));
        assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
        assertTrue(person.page(path + "?lang=zh").contains("舍入"));
        person.page(path + "?lang=en");
    }

    @Test
    void a_statement_is_confirmed_with_the_form_of_its_page_and_only_once() {
        var person = it.signedIn("bank-a");
        String path = sent(person);
        var found = HASH.matcher(person.page(path));
        assertTrue(found.find());
        String form = "csrf=" + person.csrf() + "&differencesHash=" + found.group(1);
        assertEquals(303, person.post(path + "/confirmations", form).statusCode());
        String page = person.page(path);
        assertFalse(HASH.matcher(page).find(), "nothing is left to confirm");
        assertTrue(page.contains("The operator: not confirmed yet"), page);
        var again = person.post(path + "/confirmations", form);
        assertEquals(409, again.statusCode());
        assertTrue(Person.text(again).contains("This side has confirmed it already."), Person.text(again));
        it.confirm("registry-operator", path.replace("reconciliations/", ""), found.group(1));
        assertTrue(person.page(path).contains("the statement is a record of the log"), "the other side by the API");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"75.01|x|line[2].principal_outstanding", "tenant|owner|line[1]", "A-1,USD|A-1,usd|line[2].currency"
            })
    void a_file_that_breaks_a_rule_is_refused_on_the_page_with_line_and_field(
            String part, String instead, String field) {
        var person = it.signedIn("bank-a");
        var answer = send(person, person.csrf(), FILE.replace(part, instead));
        assertEquals(400, answer.statusCode());
        String page = Person.text(answer);
        assertTrue(page.contains("role=\"alert\"") && page.contains("<code>" + field + "</code>"), page);
        assertTrue(page.contains("id=\"file\""), "the form is there to try again");
    }

    @Test
    void a_form_without_file_or_day_is_refused_on_the_page() {
        var person = it.signedIn("bank-a");
        assertEquals(400, send(person, person.csrf(), "").statusCode());
        assertEquals(
                400,
                person.upload("reconciliations", person.csrf(), "soon", FILE).statusCode());
    }

    @Test
    void forms_of_foreign_pages_and_without_the_sessions_token_are_refused() {
        var person = it.signedIn("bank-a");
        String path = sent(person);
        long before = it.registry.count("reconciliation");
        assertEquals(403, send(person, "guess", FILE).statusCode());
        assertEquals(
                403,
                person.post(path + "/confirmations", "csrf=guess&differencesHash=00")
                        .statusCode());
        assertEquals(403, person.post(path + "/confirmations", "").statusCode());
        assertEquals(
                400,
                person.post(path + "/confirmations", "csrf=" + person.csrf()).statusCode());
        String csrf = person.csrf();
        assertEquals(403, send(person.on("http://evil.example"), csrf, FILE).statusCode());
        assertEquals(before, it.registry.count("reconciliation"));
        assertEquals(
                0,
                it.registry.count("reconciliation_confirmation where reconciliation_id = '"
                        + path.replace("reconciliations/", "") + "'"));
    }

    @Test
    void anothers_statement_and_none_at_all_are_the_same_page() {
        String path = sent(it.signedIn("bank-a"));
        var person = it.signedIn("bank-b");
        for (String of : new String[] {path, "reconciliations/" + UUID.randomUUID()}) {
            var answer = person.get(of);
            assertEquals(404, answer.statusCode());
            assertTrue(Person.text(answer).contains("There is no such reconciliation among yours."));
            assertEquals(404, person.get(of + "/differences.csv").statusCode());
            assertEquals(
                    404,
                    person.post(of + "/confirmations", "csrf=" + person.csrf() + "&differencesHash=" + "0".repeat(64))
                            .statusCode());
        }
        assertFalse(person.page("reconciliations").contains(path));
    }

    @Test
    void nobody_but_a_lender_gets_in() {
        assertEquals(303, new Person(it.service).get("reconciliations").statusCode());
        assertEquals(
                403, it.signedIn("registry-operator").get("reconciliations").statusCode());
    }
}
