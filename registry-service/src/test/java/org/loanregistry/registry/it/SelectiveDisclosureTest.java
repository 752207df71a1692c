package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.SigningKeys;

/**
 * Fields of a record shown to a third party: signed by the service, bound by a holder with another implementation of JOSE (Nimbus),
 * read by the reference library (com.authlete:sd-jwt) and by the bank's own tool.
 */
class SelectiveDisclosureTest {
    private static final String AUDIENCE = "https://shop.example";
    private static final String NONCE = "XZOUco1u_gEPknxS78sWWg";
    private static final String DRAWN = """
            {"kind":"DRAWN","on":"2024-01-10","drawdown":1,"amountMinor":500000,
             "plan":{"method":"ON_DEMAND","until":"2025-01-10","interest":"AT_END"}}""";
    private static final String REPAID = "{\"kind\":\"REPAID\",\"on\":\"2024-01-25\",\"amountMinor\":400}";

    private static AccessService service;
    private static ECKey holder;
    private static String subject;
    private static String record;

    @TempDir
    private Path folder;

    @BeforeAll
    static void serve() throws JOSEException {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", ",\"annualRate\":\"0.12\"");
        record = recordOf("A-1");
        holder = new ECKeyGenerator(Curve.P_256).generate();
        anchor();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static void anchor() {
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger(LogName.RECORDS);
    }

    private static String recordOf(String number) {
        return String.valueOf(
                AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts?number=" + number))
                        .get("recordId"));
    }

    private static String form(String recordId, String purpose, String fields) {
        return """
                {"recordId":"%s","purpose":"%s","audience":"%s","expiresAt":"%s","holderKey":%s,"fields":%s,"reason":"CASE-7"}""".formatted(
                        recordId,
                        purpose,
                        AUDIENCE,
                        Instant.now().plus(Duration.ofDays(29)),
                        holder.toPublicJWK().toJSONString(),
                        fields);
    }

    private static HttpResponse<byte[]> disclose(Caller caller, String body) {
        return service.post(caller, "/api/v1/disclosures", body);
    }

    private static Map<?, ?> disclosed(Caller caller, String body) {
        var answer = disclose(caller, body);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static Map<?, ?> good() {
        return disclosed(
                AccessService.BANK_B,
                form(record, "VERIFICATION", "[\"principalMinor\",\"currency\",\"annualRate\",\"totalDueMinor\"]"));
    }

    private static Caller borrower() {
        return new Caller(Role.BORROWER, subject);
    }

    /** What a holder makes of it with libraries of others: some of the disclosures, and the key binding. */
    private static String present(Map<?, ?> answer, String... names) {
        var whole = SDJWT.parse(String.valueOf(answer.get("sdJwt")));
        var wanted = List.of(names);
        var shown = whole.getDisclosures().stream()
                .filter(one -> wanted.contains(one.getClaimName()))
                .toList();
        var bare = new SDJWT(whole.getCredentialJwt(), shown);
        try {
            var binding = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("kb+jwt"))
                            .build(),
                    new JWTClaimsSet.Builder()
                            .audience(AUDIENCE)
                            .claim("iat", Instant.now().getEpochSecond())
                            .claim("nonce", NONCE)
                            .claim("sd_hash", bare.getSDHash())
                            .build());
            binding.sign(new ECDSASigner(holder));
            return new SDJWT(whole.getCredentialJwt(), shown, binding.serialize()).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JavaProcess.Ended verify(String presented, Map<?, ?> answer, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve(UUID.randomUUID() + ".sd-jwt"), presented);
        Files.writeString(folder.resolve(file.getFileName() + ".tlog-proof"), String.valueOf(answer.get("proof")));
        Path key = service.registry.home().resolve("keys/disclosure.jwk");
        var arguments = new java.util.ArrayList<>(List.of(
                "disclosure",
                file.toString(),
                "--audience",
                AUDIENCE,
                "--nonce",
                NONCE,
                "--issuer-key",
                "@" + key,
                "--vkey",
                service.registry
                        .bean(SigningKeys.class)
                        .of(LogName.RECORDS)
                        .verifierKey()
                        .toText()));
        arguments.addAll(List.of(more));
        return JavaProcess.run(folder.resolve("log"), JavaProcess.VERIFIER, arguments.toArray(String[]::new));
    }

    @Test
    void a_borrower_lists_what_was_signed_of_it_for_whom_and_nobody_else_does() {
        var made = good();
        String path = "/api/v1/borrowers/" + subject + "/disclosures";
        var listed = (List<?>) Objects.requireNonNull(
                AccessService.json(service.get(borrower(), path)).get("disclosures"));
        var one = listed.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(item -> Objects.equals(made.get("disclosureId"), item.get("disclosureId")))
                .findFirst()
                .orElseThrow();
        assertEquals(AUDIENCE, one.get("audience"));
        assertEquals("lender:bank-b", one.get("issuedBy"));
        assertEquals(record, one.get("recordId"));
        assertEquals(made.get("accessEntry"), one.get("accessEntry"));
        assertTrue(service.entries("entry like '%own-disclosures%'") >= 2, "logged like every look");
        var page = AccessService.json(service.get(borrower(), path + "?limit=1"));
        assertEquals(1, ((List<?>) Objects.requireNonNull(page.get("disclosures"))).size());
        String other = service.contract("A-OTHER", "REF-OTHER");
        assertEquals(404, service.get(new Caller(Role.BORROWER, other), path).statusCode());
        assertEquals(403, service.get(AccessService.BANK_A, path).statusCode());
    }

    @Test
    void the_reference_library_reads_it_and_shows_the_disclosed_claims_alone() throws Exception {
        var presented = SDJWT.parse(present(good(), "principalMinor", "currency"));
        var issued = SignedJWT.parse(presented.getCredentialJwt());
        var keys = JWKSet.parse(AccessService.text(service.get(null, "/api/v1/disclosures/keys")));
        var issuer = keys.getKeyByKeyId(issued.getHeader().getKeyID()).toOctetKeyPair();
        assertEquals(issuer.computeThumbprint().toString(), issuer.getKeyID());
        assertTrue(issued.verify(new Ed25519Verifier(issuer)));
        assertEquals("loanreg-record+sd-jwt", issued.getHeader().getType().getType());
        Map<String, Object> claims =
                new SDObjectDecoder().decode(issued.getPayload().toJSONObject(), presented.getDisclosures());
        assertEquals(10000L, ((Number) Objects.requireNonNull(claims.get("principalMinor"))).longValue());
        assertEquals("USD", claims.get("currency"));
        assertFalse(claims.containsKey("annualRate"), "not shown");
        assertEquals(AUDIENCE, claims.get("aud"));
        var binding = SignedJWT.parse(presented.getBindingJwt());
        var cnf = issued.getJWTClaimsSet().getJSONObjectClaim("cnf");
        var bound = ECKey.parse(new String(Json.write(cnf.get("jwk")), UTF_8));
        assertTrue(binding.verify(new ECDSAVerifier(bound)));
        assertEquals(presented.getSDHash(), binding.getJWTClaimsSet().getStringClaim("sd_hash"));
    }

    @Test
    void how_many_fields_are_offered_does_not_show_and_an_absent_one_is_disclosed_as_absent() throws ParseException {
        var four = SDJWT.parse(String.valueOf(good().get("sdJwt")));
        var one =
                SDJWT.parse(String.valueOf(disclosed(AccessService.BANK_B, form(record, "VERIFICATION", "[\"status\"]"))
                        .get("sdJwt")));
        assertEquals(digests(four).size(), digests(one).size());
        assertEquals(new HashSet<>(digests(four)).size(), digests(four).size());
        assertEquals(4, four.getDisclosures().size());
        for (Disclosure disclosure : four.getDisclosures()) {
            assertTrue(digests(four).contains(disclosure.digest()));
        }
        assertNull(four.getDisclosures().stream()
                .filter(disclosure -> "totalDueMinor".equals(disclosure.getClaimName()))
                .findFirst()
                .orElseThrow()
                .getClaimValue());
    }

    private static List<String> digests(SDJWT jwt) throws ParseException {
        return SignedJWT.parse(jwt.getCredentialJwt()).getJWTClaimsSet().getStringListClaim("_sd");
    }

    @Test
    void the_banks_own_tool_accepts_it_and_says_that_the_record_stands() throws IOException {
        var answer = good();
        var run = verify(
                present(answer, "principalMinor", "totalDueMinor"),
                answer,
                "--service",
                service.uri().toString());
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().startsWith("ACCEPTED contract/1, leaf "), run.output());
        assertTrue(run.output().contains("principalMinor = 10000"), run.output());
        assertTrue(run.output().contains("totalDueMinor = (absent)"), run.output());
        assertFalse(run.output().contains("USD"), run.output());
        assertTrue(run.output().contains("CURRENT"), run.output());
    }

    @Test
    void without_a_proof_beside_it_is_fetched_from_the_service() throws IOException {
        var answer = good();
        Path file = Files.writeString(folder.resolve("alone.sd-jwt"), present(answer, "currency"));
        var run = JavaProcess.run(
                folder.resolve("log"),
                JavaProcess.VERIFIER,
                "disclosure",
                file.toString(),
                "--audience",
                AUDIENCE,
                "--nonce",
                NONCE,
                "--issuer-key",
                "@" + service.registry.home().resolve("keys/disclosure.jwk"),
                "--vkey",
                "@" + service.registry.home().resolve("keys/records.vkey"),
                "--service",
                service.uri().toString());
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().contains("currency = USD"), run.output());
    }

    @Test
    void the_borrower_discloses_the_own_record_and_sees_it_in_the_list_of_who_looked() {
        var answer = disclosed(borrower(), form(record, "SUBJECT_ACCESS", "[\"principalMinor\"]"));
        var number = answer.get("accessEntry");
        assertEquals(
                1,
                service.entries(
                        "number = " + number + " and phase = 'INTENT' and entry like '%\"queryShape\":\"disclose\"%'"
                                + " and entry like '%\"reason\":\"CASE-7\"%'"));
        assertEquals(
                1,
                service.entries("phase = 'RESULT' and outcome = 'REVEALED' and entry like '%\"intent\":" + number
                        + ",%' and entry like '%\"col\":\"principalMinor\",\"level\":\"FULL\",\"n\":1%'"));
        var looks = (List<?>) Objects.requireNonNull(
                AccessService.json(service.get(borrower(), "/api/v1/borrowers/" + subject + "/access"))
                        .get("entries"));
        assertTrue(looks.toString().contains("disclose"), looks.toString());
    }

    @Test
    void who_may_not_is_refused_and_stands_in_the_log() {
        String body = form(record, "VERIFICATION", "[\"principalMinor\"]");
        assertEquals(404, disclose(AccessService.BANK_C, body).statusCode());
        assertEquals(1, service.entries("outcome = 'REFUSED' and actor = 'lender:bank-c'"));
        String stranger = service.contract("B-7", "REF-7");
        assertEquals(404, disclose(new Caller(Role.BORROWER, stranger), body).statusCode());
        assertEquals(403, disclose(AccessService.OPERATOR, body).statusCode());
        assertEquals(403, disclose(AccessService.DPO, body).statusCode());
        var purpose = disclose(AccessService.BANK_A, form(record, "ANALYTICS", "[\"principalMinor\"]"));
        assertEquals(403, purpose.statusCode(), AccessService.text(purpose));
        var nothing =
                disclose(AccessService.BANK_B, form(UUID.randomUUID().toString(), "VERIFICATION", "[\"status\"]"));
        assertEquals(404, nothing.statusCode());
    }

    @Test
    void of_a_record_that_is_not_anchored_yet_or_was_altered_nothing_is_signed() {
        service.contract("A-8", "REF-8");
        var waiting = disclose(AccessService.BANK_B, form(recordOf("A-8"), "VERIFICATION", "[\"status\"]"));
        assertEquals(409, waiting.statusCode(), AccessService.text(waiting));
        anchor();
        service.registry.asOwner("alter table contract disable trigger all;"
                + " update contract set principal_minor = 1 where contract_number = 'A-8'");
        var altered = disclose(AccessService.BANK_B, form(recordOf("A-8"), "VERIFICATION", "[\"status\"]"));
        assertEquals(409, altered.statusCode(), AccessService.text(altered));
        assertTrue(AccessService.text(altered).contains("does not fit its leaf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\"|\"borrowerName\"|fields[0]",
                "\"status\"|\"name\"|fields[0]",
                "\"status\"|\"kid\"|fields[0]",
                "\"status\"|\"eventNumber\"|fields[0]",
                "\"status\"|\"status\",\"status\"|fields",
                "[\"status\"]|[]|fields",
                "VERIFICATION|CURIOSITY|purpose",
                "\"audience\"|\"aud\"|audience",
                "P-256|P-384|holderKey",
                "\"kty\":\"EC\"|\"kty\":\"EC\",\"d\":\"AAAA\"|holderKey",
                "CASE-7|13912345678|reason",
                "\"reason\"|\"facts\":1,\"reason\"|facts"
            })
    void a_form_that_breaks_a_rule_names_the_field(String part, String instead, String field) {
        var answer = disclose(
                AccessService.BANK_B,
                form(record, "VERIFICATION", "[\"status\"]").replace(part, instead));
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
    }

    @Test
    void the_end_is_within_the_dated_rule() {
        for (var end :
                List.of(Instant.now().plus(Duration.ofDays(31)), Instant.now().minusSeconds(5))) {
            var body = form(record, "VERIFICATION", "[\"status\"]")
                    .replaceAll("\"expiresAt\":\"[^\"]*\"", "\"expiresAt\":\"" + end + "\"");
            var answer = disclose(AccessService.BANK_B, body);
            assertEquals(400, answer.statusCode());
            assertTrue(AccessService.text(answer).contains("at most 30 days from now"), AccessService.text(answer));
        }
    }

    @Test
    void after_a_correction_the_statement_and_the_bundle_of_it_say_so() throws IOException {
        String contract = line();
        event(contract, "E1", DRAWN);
        String event = event(contract, "E2", REPAID);
        anchor();
        var first = events(contract, event).getFirst();
        var answer = disclosed(
                AccessService.BANK_B, form(String.valueOf(first.get("recordId")), "VERIFICATION", "[\"event\"]"));
        String presented = present(answer, "event");
        String service = SelectiveDisclosureTest.service.uri().toString();
        assertEquals(0, verify(presented, answer, "--service", service).exitStatus());
        String correction = propose(contract, event);
        var annotated = verify(presented, answer, "--service", service);
        assertEquals(1, annotated.exitStatus(), annotated.output());
        assertTrue(annotated.output().contains("\nANNOTATED since"), annotated.output());
        decide(contract, correction);
        anchor();
        var corrected = verify(presented, answer, "--service", service);
        assertEquals(1, corrected.exitStatus(), corrected.output());
        assertTrue(corrected.output().contains("\nCORRECTED since"), corrected.output());
        assertTrue(corrected.output().contains("\"amountMinor\":400"), corrected.output());
        var second = String.valueOf(events(contract, event).get(1).get("recordId"));
        Path bundle = Files.write(
                folder.resolve("second.tlog-proof"),
                SelectiveDisclosureTest.service
                        .get(AccessService.BANK_B, "/api/v1/records/" + second + "/proof")
                        .body());
        var shown = verify(presented, answer, "--history", bundle.toString());
        assertEquals(1, shown.exitStatus(), shown.output());
        assertTrue(shown.output().contains("CORRECTED since, says the record at leaf "), shown.output());
    }

    private static Map<?, ?> tree(HttpResponse<byte[]> answer, int status) {
        assertEquals(status, answer.statusCode(), new String(answer.body(), UTF_8));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static String line() {
        var body = """
                {"contractNumber":"L-1","lenderOfRecord":"platform",
                 "funders":[{"lender":"bank-a","shareMinor":600000},{"lender":"bank-b","shareMinor":1400000}],
                 "borrower":{"reference":"REF-L","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":2000000,"status":"open","startDate":"2024-01-10",
                 "product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360"}}""";
        return String.valueOf(tree(service.post(AccessService.BANK_A, "/api/v1/contracts", body), 201)
                .get("contractId"));
    }

    private static String event(String contract, String number, String event) {
        var body = "{\"contractId\":\"" + contract + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event + "}";
        return String.valueOf(tree(service.post(AccessService.BANK_A, "/api/v1/events", body), 201)
                .get("eventId"));
    }

    private static List<Map<?, ?>> events(String contract, String event) {
        var found = (List<?>) Objects.requireNonNull(tree(
                        service.get(
                                AccessService.BANK_A,
                                "/api/v1/contracts/" + contract + "/events/" + event + "/versions"),
                        200)
                .get("versions"));
        return found.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    private static String propose(String contract, String event) {
        var body = "{\"rowVersion\":1,\"reasonCode\":\"212\",\"event\":" + REPAID.replace("400", "300") + "}";
        var path = "/api/v1/contracts/" + contract + "/events/" + event + "/corrections";
        return String.valueOf(
                tree(service.post(AccessService.BANK_A, path, body), 201).get("correctionId"));
    }

    private static void decide(String contract, String correction) {
        var path = "/api/v1/contracts/" + contract + "/corrections/" + correction + "/decision";
        tree(service.post(AccessService.BANK_B, path, "{\"decision\":\"ACCEPT\"}"), 200);
    }

    @Test
    void of_an_erased_borrower_nothing_is_disclosed_and_what_was_says_so() throws IOException {
        String person = service.contract("E-1", "REF-E", ",\"closedAt\":\"2026-01-31\"");
        anchor();
        String body = form(recordOf("E-1"), "VERIFICATION", "[\"principalMinor\"]");
        var before = disclosed(AccessService.BANK_B, body);
        var asked = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + person + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""");
        var request = tree(asked, 201).get("requestId");
        service.post(AccessService.DPO, "/api/v1/erasure-requests/" + request + "/decision", """
                {"decision":"GRANT","caseReference":"DPO-1"}""");
        assertEquals(410, disclose(AccessService.BANK_B, body).statusCode());
        var run = verify(
                present(before, "principalMinor"),
                before,
                "--service",
                service.uri().toString());
        assertEquals(1, run.exitStatus(), run.output());
        assertTrue(run.output().contains("\nERASED since"), run.output());
    }

    @Test
    void a_status_is_told_to_whoever_knows_the_random_id_and_of_nothing_else() {
        assertEquals(
                404,
                service.get(null, "/api/v1/disclosures/" + UUID.randomUUID() + "/status")
                        .statusCode());
        assertEquals(
                404,
                service.get(null, "/api/v1/disclosures/" + UUID.randomUUID() + "/proof")
                        .statusCode());
        var answer = good();
        var status = service.get(null, String.valueOf(answer.get("status")));
        assertEquals(200, status.statusCode());
        assertEquals(
                "application/jwt",
                status.headers().firstValue("Content-Type").orElse("").split(";", -1)[0]);
        service.registry.asOwner("alter table disclosure disable trigger all; update disclosure set issued_at ="
                + " now() - interval '2 days', expires_at = now() - interval '1 day' where disclosure_id = '"
                + answer.get("disclosureId") + "'");
        assertEquals(
                404, service.get(null, String.valueOf(answer.get("status"))).statusCode());
    }
}
