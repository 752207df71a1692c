package org.loanregistry.registry.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.registry.sharing.console.Chromium;

/** Signing in at a real Keycloak with a real browser, and machines by client credentials; the service as in production. */
class KeycloakTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static HttpClient http;
    private static Keycloak keycloak;
    private static TestRegistry registry;
    private static URI service;

    @BeforeAll
    static void start() {
        var installation = Keycloak.installed();
        assumeTrue(installation.isPresent(), "no KEYCLOAK_HOME (./loanreg test --keycloak): nobody signed in there");
        http = HttpClient.newHttpClient();
        int port = Keycloak.freePort();
        keycloak = Keycloak.start(installation.get(), folder, "http://127.0.0.1:" + port, http);
        registry = TestRegistry.create(Map.of(
                "registry.identity.issuer",
                keycloak.issuer(),
                "registry.identity.client-secret",
                keycloak.secret(),
                "registry.production",
                "true",
                "micronaut.server.port",
                port));
        service = registry.serve();
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
            keycloak.close();
            http.close();
        }
    }

    private static int record(String organisation, String number) {
        String contract = """
                {"contractNumber":"%s","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"R-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"open"}""".formatted(number);
        return TestRegistry.send(HttpRequest.newBuilder(service.resolve("/api/v1/contracts"))
                        .header("Authorization", "Bearer " + keycloak.machineToken(organisation))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(contract))
                        .build())
                .statusCode();
    }

    private static Chromium browser() throws IOException, InterruptedException {
        var program = Chromium.installed();
        assumeTrue(program.isPresent(), "no Chromium on this machine: nobody signed in with a browser");
        return new Chromium(program.get());
    }

    private static void fill(Chromium browser, String name, String password) {
        browser.leave("document.querySelector('#username').value = '" + name
                + "'; document.querySelector('#password').value = '" + password
                + "'; document.querySelector('#kc-login').click()");
    }

    private static void toProvider(Chromium browser) {
        browser.open(service.resolve("/console/"));
        assertEquals("Sign in", browser.text("h1"));
        browser.leave("document.querySelector('a[href=\"/console/oidc/login/registry\"]').click()");
        browser.until("document.querySelector('#username') !== null");
    }

    @ParameterizedTest
    @CsvSource({"bank-a,201", "registry-operator,201", "bank-b,403", "registry-dpo,403"})
    void a_machine_records_as_its_organisation_and_no_other(String organisation, int status) {
        assertEquals(status, record(organisation, "M-" + organisation));
    }

    @Test
    void a_person_signs_in_sees_the_own_banks_loans_and_signs_out_there_too() throws Exception {
        record("bank-a", "P-1");
        try (var browser = browser()) {
            toProvider(browser);
            fill(browser, "anna", "wrong");
            browser.until("document.body.textContent.includes('Invalid username or password')");
            fill(browser, "anna", keycloak.secret());
            browser.until("document.querySelector('h1')?.textContent === 'Overview'");
            browser.open(service.resolve("/console/loans"));
            assertTrue(browser.text("main").contains("P-1"), browser.text("main"));
            assertEquals(
                    1,
                    registry.count(
                            "sign_in_audit a join console_session s on a.person = s.person"
                                    + " where a.outcome = 'SIGNED_IN' and a.organisation = 'bank-a' and length(a.person) = 36"));

            browser.leave("document.querySelector('form[action=\"/console/sign-out\"]').submit()");
            assertTrue(browser.text("main").contains("You are signed out of the registry."), browser.text("main"));
            browser.leave("document.querySelector('main [role=status] a').click()");
            browser.until("document.querySelector('#kc-logout') !== null");
            browser.leave("document.querySelector('#kc-logout').click()");
            browser.until("document.querySelector('h1')?.textContent === 'Sign in'");
            toProvider(browser);
        }
    }

    @Test
    void another_banks_person_does_not_see_them_and_one_without_a_role_does_not_get_in() throws Exception {
        record("bank-a", "Q-1");
        try (var browser = browser()) {
            toProvider(browser);
            fill(browser, "bela", keycloak.secret());
            browser.until("document.querySelector('h1')?.textContent === 'Overview'");
            browser.open(service.resolve("/console/loans"));
            assertTrue(browser.text("main").contains("No loan matches."), browser.text("main"));
        }
        try (var browser = browser()) {
            toProvider(browser);
            fill(browser, "nobody", keycloak.secret());
            browser.until("document.querySelector('[role=alert]') !== null");
            assertTrue(browser.text("[role=alert]").startsWith("You could not be signed in."));
            assertEquals(1, registry.count("sign_in_audit where outcome = 'REFUSED' and reason = 'NO_ROLE'"));
        }
    }

    @Test
    void a_token_that_was_touched_is_refused() {
        var token = keycloak.machineToken("bank-a");
        for (var bad : new String[] {token.substring(0, token.length() - 8), token + "AAAA"}) {
            var answer = TestRegistry.get(service.resolve("/api/v1/contracts"), bad);
            assertEquals(401, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        }
        assertEquals(
                200,
                TestRegistry.get(service.resolve("/api/v1/contracts"), token).statusCode());
    }
}
