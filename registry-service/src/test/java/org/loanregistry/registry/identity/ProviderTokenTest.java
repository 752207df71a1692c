package org.loanregistry.registry.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.loan.Onlookers;
import org.loanregistry.registry.log.TestRegistry;

/** Which tokens of an identity provider the API takes, as whom, and which it does not. Signing in there: KeycloakTest. */
class ProviderTokenTest {
    private static TokenIssuer issuer;
    private static TestRegistry registry;
    private static URI service;

    @BeforeAll
    static void serve() {
        issuer = new TokenIssuer();
        registry = TestRegistry.create(Map.of(
                "registry.identity.issuer", issuer.issuer(),
                "registry.identity.client-secret", "not asked for here",
                "registry.identity.two-factors-acr", "gold",
                "registry.production", "true"));
        service = registry.serve();
    }

    @AfterAll
    static void stop() {
        registry.close();
        issuer.close();
    }

    private static HttpResponse<byte[]> get(String path, String token) {
        return TestRegistry.get(service.resolve(path), token);
    }

    private static HttpResponse<byte[]> post(String path, String token, String body) {
        return TestRegistry.send(HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void a_lender_is_its_organisation_and_the_access_log_names_the_person() {
        String token = issuer.token(_ -> {});
        var recorded = post("/api/v1/contracts", token, """
                {"contractNumber":"A-1","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"R-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},"currency":"USD","principalMinor":10000,"status":"open"}
                """);
        assertEquals(201, recorded.statusCode(), new String(recorded.body(), UTF_8));
        String subject = registry.texts("select subject_id::text from contract where contract_number = 'A-1'")
                .getFirst();
        var seen = post("/api/v1/borrowers/" + subject + "/reveal", token, """
                {"purpose":"SERVICING","fields":["name"],"reason":"CASE-1"}""");
        assertEquals(200, seen.statusCode(), new String(seen.body(), UTF_8));
        assertTrue(new String(seen.body(), UTF_8).contains("\"seenBy\":\"lender:bank-a/7d0c1f52-person\""));
        assertEquals(2, registry.count("access_entry where actor = 'lender:bank-a/7d0c1f52-person'"));
        assertEquals(
                Set.of("bank-a"),
                registry.bean(Database.class)
                        .read(tx -> registry.bean(Onlookers.class)
                                .lendersShown(tx, "bank-a", UUID.fromString(subject), Instant.EPOCH)),
                "whoever is told of a correction is the bank");
        checkFoundBy("lender:bank-a", 2);
        checkFoundBy("lender:bank-a/7d0c1f52-person", 2);
        checkFoundBy("lender:bank", 0);
        checkFoundBy("lender:bank-a/7d0c", 0);
        var own = get(
                "/api/v1/borrowers/" + subject + "/access",
                issuer.token(claims -> claims.claim("roles", "BORROWER")
                        .claim("organisation", subject)
                        .claim("amr", List.of("pwd", "mfa"))));
        assertEquals(200, own.statusCode(), new String(own.body(), UTF_8));
        assertFalse(new String(own.body(), UTF_8).contains("7d0c1f52"), "the borrower sees the organisation");
    }

    @Test
    void two_people_of_one_bank_have_claims_compared_under_one_limit() {
        String body = """
                {"contractNumber":"V-1","lenderOfRecord":"KP-1","funders":[{"lender":"bank-b","shareMinor":10000}],
                 "borrower":{"reference":"R-V","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},"currency":"USD","principalMinor":10000,"status":"open"}""";
        List<String> people = Stream.of("9a01-one", "9a02-other")
                .map(person -> issuer.token(
                        claims -> claims.claim("organisation", "bank-b").subject(person)))
                .toList();
        assertEquals(201, post("/api/v1/contracts", people.getFirst(), body).statusCode());
        String subject = registry.texts("select subject_id::text from contract where contract_number = 'V-1'")
                .getFirst();
        String claim = """
                {"subjectId":"%s","field":"name","value":"Zhang Sam","purpose":"SERVICING","reason":"CASE-1"}""".formatted(subject);
        for (int asked = 0; asked < 10; asked++) {
            var answer = post("/api/v1/verifications", people.get(asked % 2), claim);
            assertEquals(200, answer.statusCode(), new String(answer.body(), UTF_8));
        }
        for (String person : people) {
            assertEquals(429, post("/api/v1/verifications", person, claim).statusCode());
        }
        assertEquals(
                List.of("5", "5"),
                registry.texts("select count(*)::text from access_entry where outcome = 'COMPARED'"
                        + " and actor like 'lender:bank-b/%' group by actor"),
                "the access log names each of them");
    }

    @Test
    void a_borrower_who_signed_in_with_two_factors_just_now_gets_an_export_and_an_hour_later_not() {
        String lender = issuer.token(_ -> {});
        var recorded = post("/api/v1/contracts", lender, """
                {"contractNumber":"A-2","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"R-2","name":"Li Si","nationalId":"11010519491231002X","mobile":"13912345678"},"currency":"USD","principalMinor":10000,"status":"open"}""");
        assertEquals(201, recorded.statusCode(), new String(recorded.body(), UTF_8));
        String subject = registry.texts("select subject_id::text from contract where contract_number = 'A-2'")
                .getFirst();
        Consumer<JWTClaimsSet.Builder> borrower = claims ->
                claims.claim("roles", "BORROWER").claim("organisation", subject).claim("acr", "gold");
        long now = Instant.now().getEpochSecond();
        for (Object when : new Object[] {now - 3600, now + 3600, "just now", ""}) {
            var refused = export(subject, issuer.token(borrower.andThen(claims -> claims.claim("auth_time", when))));
            assertEquals(403, refused.statusCode(), when + " " + new String(refused.body(), UTF_8));
        }
        var good = export(subject, issuer.token(borrower.andThen(claims -> claims.claim("auth_time", now - 60))));
        assertEquals(201, good.statusCode(), new String(good.body(), UTF_8));
    }

    private static HttpResponse<byte[]> export(String subject, String token) {
        return post("/api/v1/borrowers/" + subject + "/exports", token, """
                {"key":{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                 "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"},"reason":"CASE-1"}""");
    }

    private static void checkFoundBy(String actor, int entries) {
        String officer = issuer.token(claims -> claims.claim("roles", "DPO")
                .claim("organisation", "registry-dpo")
                .claim("acr", "gold"));
        String found =
                new String(get("/api/v1/access-entries?actor=" + actor, officer).body(), UTF_8);
        assertEquals(entries, found.split("\"proof\"", -1).length - 1, found);
    }

    @Test
    void an_officer_needs_two_factors_as_the_provider_says_them() {
        var path = "/api/v1/access-entries";
        Consumer<JWTClaimsSet.Builder> officer =
                claims -> claims.claim("roles", "DPO").claim("organisation", "registry-dpo");
        assertEquals(403, get(path, issuer.token(officer)).statusCode());
        assertEquals(
                403,
                get(path, issuer.token(officer.andThen(claims -> claims.claim("acr", "silver"))))
                        .statusCode());
        for (var strong : List.<Consumer<JWTClaimsSet.Builder>>of(
                claims -> claims.claim("acr", "gold"), claims -> claims.claim("amr", List.of("otp", "mfa")))) {
            var answer = get(path, issuer.token(officer.andThen(strong)));
            assertEquals(200, answer.statusCode(), new String(answer.body(), UTF_8));
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                change(
                        "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(5)))),
                change("without an end", claims -> claims.expirationTime(null)),
                change(
                        "not valid yet",
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))),
                change("another issuer", claims -> claims.issuer(issuer.issuer() + "/other")),
                change("an issuer that ends alike", claims -> claims.issuer("http://evil-127.0.0.1")),
                change("another audience", claims -> claims.audience("another-service")),
                change("an ID token of the console", claims -> claims.audience("loan-registry-console")),
                change("no audience", claims -> claims.audience((String) null)),
                change("nobody", claims -> claims.subject(null)),
                change("a person with spaces", claims -> claims.subject("Zhang San")),
                change("no role", claims -> claims.claim("roles", null)),
                change("no role of ours", claims -> claims.claim("roles", List.of("lender", "admin"))),
                change("two roles of ours", claims -> claims.claim("roles", List.of("LENDER", "OPERATOR"))),
                change("no organisation", claims -> claims.claim("organisation", null)),
                change("an unknown lender", claims -> claims.claim("organisation", "bank-z")),
                change("an operator of a lender's name", claims -> claims.claim("roles", "OPERATOR")),
                change(
                        "an officer of no name",
                        claims -> claims.claim("roles", "DPO").claim("organisation", "a b")),
                change("a borrower that is no subject", claims -> claims.claim("roles", "BORROWER")));
    }

    private static Arguments change(String what, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_token_is_refused_with(String what, Consumer<JWTClaimsSet.Builder> change) {
        var answer = get("/api/v1/feed/head", issuer.token(change));
        assertEquals(401, answer.statusCode(), what);
        assertTrue(answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"), what);
        assertFalse(new String(answer.body(), UTF_8).contains("Zhang"), what);
    }

    @Test
    void a_token_that_the_issuer_did_not_sign_is_refused() {
        for (var token : List.of(
                issuer.ofStranger(),
                issuer.unsigned(),
                issuer.underPublicKey(),
                issuer.token(_ -> {}).replaceAll("[.][^.]*$", "."),
                "a.b.c")) {
            assertEquals(401, get("/api/v1/feed/head", token).statusCode(), token);
        }
        assertEquals(200, get("/api/v1/contracts", issuer.token(_ -> {})).statusCode(), "a good one");
    }

    @Test
    void the_sign_in_leads_to_the_provider_with_a_challenge_a_state_and_a_nonce() {
        var page = new String(get("/console/sign-in", "").body(), UTF_8);
        assertTrue(page.contains("/console/oidc/login/registry") && !page.contains("id=\"token\""), page);
        var answer = get("/console/oidc/login/registry", "");
        assertEquals(302, answer.statusCode());
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith(issuer.issuer() + "/auth?"), location);
        for (var part : List.of(
                "response_type=code",
                "code_challenge_method=S256",
                "code_challenge=",
                "state=",
                "nonce=",
                "scope=openid")) {
            assertTrue(location.contains(part), location);
        }
        assertEquals(3, answer.headers().allValues("Set-Cookie").size());
        answer.headers().allValues("Set-Cookie").forEach(cookie -> {
            assertTrue(cookie.contains("HTTPOnly") && cookie.contains("Path=/console/oidc"), cookie);
        });
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"?code=made-up", "?code=made-up&state=e30", "?error=access_denied&state=e30", ""})
    void an_answer_that_nobody_asked_for_signs_nobody_in_and_is_noted(String query) {
        long before = registry.count("sign_in_audit where reason = 'PROVIDER' and source = '127.0.0.1'");
        var answer = get("/console/oidc/callback/registry" + query, "");
        assertEquals(303, answer.statusCode(), new String(answer.body(), UTF_8));
        assertEquals(
                "/console/sign-in?refused",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(before + 1, registry.count("sign_in_audit where reason = 'PROVIDER' and source = '127.0.0.1'"));
        assertTrue(new String(get("/console/sign-in?refused", "").body(), UTF_8).contains("could not be signed in"));
    }
}
