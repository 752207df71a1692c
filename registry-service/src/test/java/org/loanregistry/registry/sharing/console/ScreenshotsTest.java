package org.loanregistry.registry.sharing.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.registry.portfolio.Portfolio;
import org.loanregistry.registry.portfolio.PortfolioImport;

/**
 * Makes docs/screenshots anew from the sample portfolio: {@code mvn -pl registry-service -am test -Dtest=ScreenshotsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dloanreg.screenshots=docs/screenshots}. That every picture which the documents show is
 * there is tested always.
 */
class ScreenshotsTest {
    private static final Path ROOT = Path.of(System.getProperty("loanreg.root"));
    private static final List<String> PICTURES =
            List.of("overview", "overview-zh-dark", "loans", "loan", "loan-tampered", "feed", "reconciliation", "keys");
    private static final long MOST_BYTES = 150_000;

    @Test
    void every_picture_is_there_small_and_shown_by_the_document() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/console.md"));
        for (String name : PICTURES) {
            Path file = ROOT.resolve("docs/screenshots/" + name + ".png");
            assertTrue(Files.size(file) < MOST_BYTES, file + " has " + Files.size(file) + " bytes");
            assertTrue(document.contains("](screenshots/" + name + ".png)"), name);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @EnabledIfSystemProperty(named = "loanreg.screenshots", matches = ".+")
    void the_pictures_are_made_from_the_sample_portfolio() throws Exception {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "no Chromium on this machine");
        Path folder = ROOT.resolve(System.getProperty("loanreg.screenshots"));
        try (var registry = TestRegistry.create();
                var browser = new Chromium(program.get())) {
            URI service = registry.serve();
            new PortfolioImport(service, token(registry, Role.OPERATOR, "registry-operator"), new Unseen())
                    .run(sample());
            registry.awaitQuiet(LogName.RECORDS);
            registry.anchorWithoutLedger();
            // The head of the tests has a time of its own, long ago.
            registry.asOwner(
                    "set session_replication_role = replica; update checkpoint set head_seconds = extract(epoch from now()) - 12");
            browser.resize(960, 640);
            browser.open(service.resolve("/console/"));
            browser.leave("document.querySelector('#token').value = '" + token(registry, Role.LENDER, "bank-a")
                    + "'; document.querySelector('main form').submit()");
            lists(browser, service, folder);
            loan(browser, service, folder, registry);
            forms(browser, service, folder);
        }
    }

    /** Nobody watches. */
    private static final class Unseen implements PortfolioImport.Progress {
        @Override
        public void start(String kind, int items) {}

        @Override
        public void step(int items) {}

        @Override
        public void end() {}
    }

    private static Portfolio sample() throws Exception {
        var readme = Objects.requireNonNull(ScreenshotsTest.class.getResource("/sample-portfolio/README.txt"));
        return Portfolio.read(Path.of(readme.toURI()).resolveSibling(""));
    }

    private static String token(TestRegistry registry, Role role, String organisation) {
        return registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(role, organisation))
                .orElseThrow();
    }

    private static void lists(Chromium browser, URI service, Path folder) throws IOException {
        for (String page : List.of("overview", "loans", "feed")) {
            browser.open(service.resolve("/console/" + page));
            browser.screenshot(folder.resolve(page + ".png"));
        }
        browser.dark(true);
        browser.open(service.resolve("/console/overview?lang=zh"));
        browser.screenshot(folder.resolve("overview-zh-dark.png"));
        browser.dark(false);
        browser.open(service.resolve("/console/overview?lang=en"));
    }

    private static void loan(Chromium browser, URI service, Path folder, TestRegistry registry) throws IOException {
        browser.open(service.resolve("/console/loans"));
        browser.leave("document.querySelector('#loans tbody a').click()");
        verify(browser, "good");
        browser.screenshot(folder.resolve("loan.png"));
        registry.asOwner(
                "set session_replication_role = replica; update contract set principal_minor = principal_minor + 1");
        verify(browser, "bad");
        browser.screenshot(folder.resolve("loan-tampered.png"));
        registry.asOwner(
                "set session_replication_role = replica; update contract set principal_minor = principal_minor - 1");
    }

    private static void verify(Chromium browser, String outcome) {
        browser.evaluate(
                "document.querySelector('#verdict').textContent = ''; document.querySelector('button.verify').click(); true");
        browser.until("document.querySelector('#verdict').textContent !== ''");
        browser.evaluate("document.querySelector('#verification').scrollIntoView(); true");
        assertEquals(outcome, browser.evaluate("document.querySelector('#verdict').className"));
    }

    private static void forms(Chromium browser, URI service, Path folder) throws IOException {
        browser.open(service.resolve("/console/reconciliations"));
        browser.evaluate("document.querySelector('#asOf').value = '2026-06-30';"
                + " const t = new DataTransfer(); t.items.add(new File([`" + ReconciliationPagesTest.HEADER
                + "bank-a,S-0001,CNY,70.00,2026-01-02,1\r\n`], 'p.csv', {type: 'text/csv'}));"
                + " document.querySelector('#file').files = t.files; true");
        browser.leave("document.querySelector('main form button').click()");
        browser.screenshot(folder.resolve("reconciliation.png"));
        browser.open(service.resolve("/console/keys"));
        browser.evaluate("document.querySelector('#name').value = 'nightly books'; true");
        browser.leave("document.querySelector('main form button').click()");
        browser.evaluate("document.querySelector('#token').value = 'loanreg-key.' + '…'.repeat(20); true");
        browser.screenshot(folder.resolve("keys.png"));
    }
}
