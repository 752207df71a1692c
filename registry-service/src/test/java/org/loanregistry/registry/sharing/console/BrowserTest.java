package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.log.TestRegistry;

/** The lender's pages in a real Chromium; skipped by name where none is installed. */
class BrowserTest {
    private static final String ALL_GOOD =
            "[...document.querySelectorAll('#steps li')].every(s => s.className === 'good')";

    @SuppressWarnings("NullAway.Init")
    private static ConsoleRegistry it;

    @SuppressWarnings("NullAway.Init")
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "no Chromium on this machine: the pages were not tried in a browser");
        it = new ConsoleRegistry();
        browser = new Chromium(program.get());
        browser.open(it.service.resolve("/console/"));
        assertEquals("Sign in", browser.text("h1"));
        browser.leave("document.querySelector('#token').value = '" + it.token("bank-a")
                + "'; document.querySelector('main form').submit()");
        assertEquals("Overview", browser.text("h1"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            it.close();
        }
    }

    @Test
    void a_record_is_verified_in_the_browser_step_by_step_and_turns_red_when_it_is_tampered_with() throws IOException {
        browser.open(it.service.resolve("/console/loans/" + it.ofA));
        verify("contract A-1");
        assertEquals("good", browser.evaluate("document.querySelector('#verdict').className"), browser.text("#steps"));
        assertEquals(true, browser.evaluate(ALL_GOOD));
        assertTrue(browser.text("#shown").contains("principalMinor10000"), browser.text("#shown"));
        shoot("loan");

        it.registry.asOwner("set session_replication_role = replica;"
                + " update contract set principal_minor = principal_minor + 1 where contract_number = 'A-1'");
        try {
            verify("contract A-1");
            assertEquals("bad", browser.evaluate("document.querySelector('#verdict').className"));
            assertEquals("Altered: record", browser.text("li.bad"), browser.text("#steps"));
            shoot("loan-tampered");
        } finally {
            it.registry.asOwner("set session_replication_role = replica;"
                    + " update contract set principal_minor = principal_minor - 1 where contract_number = 'A-1'");
        }
        verify("repayment R-1");
        assertEquals(true, browser.evaluate(ALL_GOOD), browser.text("#steps"));
    }

    @Test
    void another_key_than_the_logs_is_named() {
        browser.open(it.service.resolve("/console/loans/" + it.ofBoth));
        browser.evaluate(
                "document.querySelector('#vkey').value = document.querySelector('#vkey').value.replace('registry', 'other')");
        verify("contract AB-2");
        assertTrue(browser.text("li.bad").startsWith("The log's key did not sign this head."), browser.text("#steps"));
    }

    @Test
    void the_list_narrows_while_one_types_and_the_address_follows() {
        browser.open(it.service.resolve("/console/loans"));
        assertEquals(2L, browser.evaluate("document.querySelectorAll('#loans tbody tr').length"));
        browser.evaluate("const n = document.querySelector('#number'); n.value = 'AB';"
                + " n.dispatchEvent(new KeyboardEvent('keyup', {key: 'B', bubbles: true})); true");
        browser.until("document.querySelectorAll('#loans tbody tr').length === 1");
        browser.until("location.search.includes('number=AB')");
        assertEquals(0L, browser.evaluate("document.querySelectorAll('main .nothing').length"));
    }

    @Test
    void pages_have_a_name_for_everything_and_follow_the_system_from_light_to_dark() throws IOException {
        for (var path : java.util.List.of("overview", "loans", "loans/" + it.ofA, "feed", "reconciliations", "keys")) {
            browser.open(it.service.resolve("/console/" + path));
            assertEquals(
                    0L,
                    browser.evaluate("[...document.querySelectorAll('input:not([type=hidden]), select')]"
                            + ".filter(i => !i.labels.length).length"),
                    path);
            assertEquals(
                    0L,
                    browser.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption).length"),
                    path);
            assertEquals(1L, browser.evaluate("document.querySelectorAll('main, h1').length - 1"), path);
        }
        browser.open(it.service.resolve("/console/overview"));
        var light = browser.evaluate("getComputedStyle(document.body).backgroundColor");
        shoot("overview");
        browser.dark(true);
        var dark = browser.evaluate("getComputedStyle(document.body).backgroundColor");
        browser.open(it.service.resolve("/console/overview?lang=zh"));
        shoot("overview-zh-dark");
        browser.dark(false);
        browser.open(it.service.resolve("/console/overview?lang=en"));
        assertTrue(!String.valueOf(light).equals(String.valueOf(dark)), light + " and " + dark);
    }

    @Test
    void the_feed_says_what_is_anchored_and_an_entry_of_it_is_verified_in_the_browser() throws IOException {
        browser.open(it.service.resolve("/console/feed"));
        assertEquals("Feed", browser.text("nav [aria-current=page]"));
        assertTrue(browser.text(".statement").contains("records are in head"), browser.text(".statement"));
        assertTrue(browser.text("#said").contains("numbered 0 to 2 without a gap, in slot 1"), browser.text("#said"));
        assertEquals(
                "2, 1, 0",
                browser.evaluate(
                        "[...document.querySelectorAll('#feed tbody th')].map(h => h.textContent).join(', ')"));
        verify("entry 0");
        assertEquals("good", browser.evaluate("document.querySelector('#verdict').className"), browser.text("#steps"));
        assertEquals(true, browser.evaluate(ALL_GOOD));
        shoot("feed");
        browser.open(it.service.resolve("/console/feed?before=1"));
        assertEquals(1L, browser.evaluate("document.querySelectorAll('#feed tbody tr').length"));
        browser.leave("document.querySelector('#feed td a').click()");
        assertTrue(browser.text("h1").startsWith("Loan "), browser.text("h1"));
    }

    @Test
    void a_key_is_made_used_and_revoked() throws IOException {
        browser.open(it.service.resolve("/console/keys"));
        browser.evaluate(
                "document.querySelector('#name').value = 'Nightly <books>'; document.querySelector('#days').value = '30'");
        browser.leave("document.querySelector('main form button').click()");
        String token = String.valueOf(browser.evaluate("document.querySelector('#token').value"));
        assertEquals(
                200,
                TestRegistry.get(it.service.resolve("/api/v1/feed/head"), token).statusCode());
        assertTrue(browser.text("table").contains("Nightly <books>"), browser.text("table"));
        shoot("keys");
        browser.open(it.service.resolve("/console/keys"));
        assertEquals("", browser.text("#token"));
        browser.leave("document.querySelector('button[aria-label=\"Revoke Nightly <books>\"]').click()");
        assertEquals("API keys", browser.text("h1"));
        assertEquals(0L, browser.evaluate("document.querySelectorAll('td form').length"));
        assertEquals(
                401,
                TestRegistry.get(it.service.resolve("/api/v1/feed/head"), token).statusCode());
    }

    @Test
    void a_file_is_compared_looked_at_by_cause_and_confirmed() throws IOException {
        browser.open(it.service.resolve("/console/reconciliations"));
        browser.evaluate("document.querySelector('#asOf').value = '2026-06-30';"
                + " const t = new DataTransfer(); t.items.add(new File([`" + ReconciliationPagesTest.HEADER
                + "bank-a,A-1,USD,70.00,2026-01-02,1\r\n`], 'p.csv', {type: 'text/csv'}));"
                + " document.querySelector('#file').files = t.files; true");
        shoot("reconciliations");
        browser.leave("document.querySelector('main form button').click()");
        assertEquals("Reconciliation of 2026-06-30", browser.text("h1"));
        assertEquals(3L, browser.evaluate("document.querySelectorAll('#differences tbody tr').length"));
        assertEquals(0L, browser.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption).length"));
        shoot("reconciliation");
        browser.evaluate("document.querySelector('a[href$=\"cause=VERSION\"]').click(); true");
        browser.until("document.querySelectorAll('#differences tbody tr').length === 1");
        browser.until("location.search === '?cause=VERSION'");
        browser.leave("document.querySelector('main form button').click()");
        assertEquals(0L, browser.evaluate("document.querySelectorAll('main form').length"));
        assertTrue(browser.text("#confirmation + ul").contains("The operator: not confirmed yet"), "confirmed");
    }

    private static void verify(String record) {
        browser.evaluate("document.querySelector('#verdict').textContent = ''");
        assertEquals(
                true,
                browser.evaluate("(() => { document.querySelector('button[data-name=\"" + record
                        + "\"]').click(); return true })()"));
        browser.until("document.querySelector('#verdict').textContent !== ''");
    }

    private static void shoot(String name) throws IOException {
        browser.screenshot(
                Path.of(System.getProperty("loanreg.root"), "registry-service/target/screenshots", name + ".png"));
    }
}
