package org.loanregistry.registry.sharing.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.registry.access.AccessService.BANK_A;
import static org.loanregistry.registry.access.AccessService.BANK_B;
import static org.loanregistry.registry.access.AccessService.BANK_C;
import static org.loanregistry.registry.access.AccessService.OPERATOR;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.loan.ShareStanding;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.DisclosedField;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.RecordSchemas;

/** What a co-funder is shown of a loan: as agreed, until it ends, and the same everywhere. */
class AgreementTest {
    private static final String NARROW = """
            {"version":0,"fields":["status","annualRate"],"purposes":["VERIFICATION"],"caseReference":"DEAL-1"}""";
    private static final String REVOKE = """
            {"version":0,"caseReference":"DEAL-2"}""";

    private AccessService service;
    private String subject;
    private String contract;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", ",\"annualRate\":\"0.12\"");
        contract = String.valueOf(AccessService.json(service.get(BANK_A, "/api/v1/contracts?number=A-1"))
                .get("contractId"));
        assertEquals(201, repay("P-1").statusCode());
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> repay(String number) {
        return repay(BANK_A, number);
    }

    private HttpResponse<byte[]> repay(Caller caller, String number) {
        return service.post(caller, "/api/v1/repayments", """
                {"contractId":"%s","repaymentNumber":"%s","amountMinor":100,"currency":"USD","paidAt":"2024-03-01"}""".formatted(contract, number));
    }

    private String path(String lender) {
        return "/api/v1/contracts/" + contract + "/share-agreements/" + lender;
    }

    private Map<?, ?> agreed(String body) {
        return made(service.post(BANK_A, path("bank-b"), body));
    }

    private Map<?, ?> revoked(int version) {
        return made(service.post(BANK_A, path("bank-b") + "/revocation", REVOKE.replace(":0,", ":" + version + ",")));
    }

    private static Map<?, ?> made(HttpResponse<byte[]> answer) {
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private Map<?, ?> json(Caller caller, String path) {
        return AccessService.json(service.get(caller, "/api/v1/" + path));
    }

    private static List<?> list(Map<?, ?> tree, String name) {
        return (List<?>) Objects.requireNonNull(tree.get(name), name);
    }

    private static Map<?, ?> first(List<?> items) {
        return (Map<?, ?>) Objects.requireNonNull(items.getFirst());
    }

    private List<?> feed(Caller lender) {
        service.registry.awaitQuiet(LogName.RECORDS);
        service.registry.anchorWithoutLedger(LogName.RECORDS);
        return list(json(lender, "feed/entries"), "entries");
    }

    private Set<String> shown(@Nullable Object line, String name) {
        String bundle = String.valueOf(((Map<?, ?>) Objects.requireNonNull(line)).get(name));
        var disclosure = Disclosure.parse(
                Objects.requireNonNull(ProofBundle.parse(bundle).extraJson()));
        var schema = service.registry.bean(RecordSchemas.class).require(disclosure.schemaId());
        Set<String> names = new TreeSet<>();
        for (DisclosedField field : disclosure.disclosed()) {
            names.add(schema.find(field.fieldId()).orElseThrow().name());
        }
        return names;
    }

    private int count(String list) {
        return list(json(BANK_B, list), list).size();
    }

    @Test
    void without_one_joint_funding_implies_it_and_nothing_is_written() {
        var implied = first(list(json(BANK_B, "contracts/" + contract + "/share-agreements"), "agreements"));
        assertEquals(
                Map.of(
                        "lender",
                        "bank-b",
                        "state",
                        "IN_FORCE",
                        "basis",
                        "CONTRACT",
                        "version",
                        0L,
                        "purposes",
                        List.of("RECONCILIATION", "VERIFICATION"),
                        "versions",
                        List.of()),
                implied);
        assertEquals(0, service.registry.count("share_agreement"));
        assertTrue(feed(BANK_B).stream().noneMatch(line -> ((Map<?, ?>) line).containsKey("agreement")));
        for (Caller one : List.of(BANK_A, OPERATOR)) {
            assertEquals(
                    1,
                    list(json(one, "contracts/" + contract + "/share-agreements"), "agreements")
                            .size());
        }
        assertEquals(
                404,
                service.get(BANK_C, "/api/v1/contracts/" + contract + "/share-agreements")
                        .statusCode());
    }

    @Test
    void a_narrow_agreement_shows_its_fields_everywhere_and_its_record_is_in_both_feeds() {
        var tree = agreed(NARROW);
        assertEquals("IN_FORCE", tree.get("state"));
        assertEquals(1L, tree.get("version"));
        var entries = feed(BANK_B);
        Set<String> agreed = new TreeSet<>(ShareStanding.ALWAYS);
        agreed.addAll(Set.of("status", "annualRate"));
        agreed.removeAll(Set.of("eventId", "eventNumber", "repaymentId", "repaymentNumber"));
        assertEquals(agreed, shown(entries.get(0), "proof"));
        assertEquals(
                Set.of(
                        "contractId",
                        "contractNumber",
                        "funders",
                        "previousLeaf",
                        "repaymentId",
                        "repaymentNumber",
                        "rowVersion"),
                shown(entries.get(1), "proof"));
        assertTrue(
                shown(entries.get(2), "proof").containsAll(Set.of("lender", "act", "fields", "until", "rowVersion")));
        assertEquals(shown(entries.get(2), "proof"), shown(entries.get(0), "agreement"));
        assertEquals(3, feed(BANK_A).size());
        assertTrue(shown(feed(BANK_A).getFirst(), "proof").contains("principalMinor"), "the first funder sees all");
        String loan = AccessService.text(service.get(BANK_B, "/api/v1/contracts/" + contract));
        assertTrue(loan.contains("annualRate") && loan.contains("\"repaymentNumber\":\"P-1\""), loan);
        String lists = loan
                + AccessService.text(service.get(BANK_B, "/api/v1/contracts"))
                + AccessService.text(service.get(BANK_B, "/api/v1/repayments"));
        for (String name : List.of("principalMinor", "amountMinor", "balance", "paidAt", "currency")) {
            assertFalse(lists.contains("\"" + name + "\""), name + ": " + lists);
        }
        assertEquals(1, count("contracts"));
        assertEquals(
                List.of(),
                service.registry.bean(DatabaseCheck.class).run(_ -> {}).faults());
    }

    @Test
    void what_an_agreement_leaves_out_is_neither_compared_nor_disclosed_nor_reconciled() {
        agreed(NARROW);
        var compared = service.post(BANK_B, "/api/v1/verifications", verification("annualRate", "0.12"));
        assertEquals(200, compared.statusCode(), AccessService.text(compared));
        int refused = service.post(BANK_B, "/api/v1/verifications", verification("principalMinor", "10000"))
                .statusCode();
        assertEquals(403, refused);
        assertEquals("0", reconciled(), "what is not for reconciliation is in no position");
    }

    private String verification(String field, String value) {
        return """
                {"contractId":"%s","field":"%s","value":"%s","purpose":"VERIFICATION","reason":"CASE-1"}""".formatted(contract, field, value);
    }

    /** How many loans of bank-b the registry compares. */
    private String reconciled() {
        var answer = TestRegistry.send(
                HttpRequest.newBuilder(service.uri().resolve("/api/v1/reconciliations?asOf=2026-01-31"))
                        .header("Authorization", "Bearer " + service.token(BANK_B))
                        .header("Content-Type", "text/csv")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "tenant,contract_number,currency,principal_outstanding,last_record_on,version\n"))
                        .build());
        return String.valueOf(made(answer).get("loans"));
    }

    @Test
    void after_a_revocation_nothing_is_shown_and_the_feed_keeps_its_numbers() {
        assertEquals("1", reconciled());
        var before = feed(BANK_B);
        assertEquals("REVOKED", revoked(0).get("state"));
        assertEquals(201, repay("P-2").statusCode(), "the first funder goes on");
        var after = feed(BANK_B);
        assertEquals(3, after.size(), "P-2 is not in it");
        assertEquals(4, feed(BANK_A).size());
        for (int i = 0; i < 2; i++) {
            for (String name : List.of("number", "logIndex", "salt", "leafHash")) {
                assertEquals(((Map<?, ?>) before.get(i)).get(name), ((Map<?, ?>) after.get(i)).get(name));
            }
            assertEquals(Set.of("contractId"), shown(after.get(i), "proof"));
            assertTrue(shown(after.get(i), "agreement").contains("act"));
        }
        for (String path : List.of("contracts/" + contract, "contracts?number=A-1", "borrowers/" + subject)) {
            assertEquals(404, service.get(BANK_B, "/api/v1/" + path).statusCode(), path);
        }
        assertEquals(0, count("contracts"));
        assertEquals(0, count("repayments"));
        assertEquals("0", reconciled());
        assertEquals(
                404,
                service.post(BANK_B, "/api/v1/verifications", verification("status", "open"))
                        .statusCode());
        assertEquals(404, repay(BANK_B, "P-3").statusCode());
        var own = first(list(json(BANK_B, "contracts/" + contract + "/share-agreements"), "agreements"));
        assertEquals("REVOKED", own.get("state"), "that it ended, it is told");
    }

    @Test
    void an_agreement_renewed_shows_everything_again_but_what_was_recorded_between_is_in_no_feed_of_its() {
        revoked(0);
        repay("P-2");
        agreed(NARROW.replace(":0,", ":1,").replace("status", "status\",\"principalMinor"));
        repay("P-3");
        var entries = feed(BANK_B);
        assertEquals(5, entries.size(), "A-1, P-1, revocation, agreement, P-3");
        assertTrue(shown(entries.getFirst(), "proof").contains("principalMinor"));
        assertTrue(shown(entries.getLast(), "proof").contains("repaymentNumber"));
        var versions = list(
                first(list(json(BANK_A, "contracts/" + contract + "/share-agreements"), "agreements")), "versions");
        assertEquals("SUPERSEDED", first(versions).get("state"));
        assertEquals("IN_FORCE", ((Map<?, ?>) versions.getLast()).get("state"));
    }

    @Test
    void an_agreement_ends_with_its_last_day() {
        agreed(NARROW.replace("}", ",\"until\":\"2099-12-31\"}"));
        assertEquals(200, service.get(BANK_B, "/api/v1/contracts/" + contract).statusCode());
        service.registry.asOwner("alter table share_agreement disable trigger all;"
                + " update share_agreement set from_on = '2020-01-01', until_on = '2020-12-31'");
        assertEquals(404, service.get(BANK_B, "/api/v1/contracts/" + contract).statusCode());
        assertEquals(0, count("contracts"));
        assertEquals(Set.of("contractId"), shown(feed(BANK_B).getFirst(), "proof"));
        var own = first(list(json(BANK_B, "contracts/" + contract + "/share-agreements"), "agreements"));
        assertEquals("EXPIRED", own.get("state"));
    }

    @Test
    void a_personal_field_is_agreed_under_a_consent_and_then_revealed_and_in_no_feed() {
        String wide = NARROW.replace("status", "status\",\"borrowerName");
        var refused = service.post(BANK_A, path("bank-b"), wide);
        assertEquals(400, refused.statusCode());
        assertTrue(AccessService.text(refused).contains("only under the borrower's consent"));
        made(service.post(
                new Caller(Role.BORROWER, subject), "/api/v1/borrowers/" + subject + "/consents", """
                {"recipient":"bank-b","purpose":"VERIFICATION","fields":["name"],"noticeHash":"%s"}""".formatted(
                                "11".repeat(32))));
        assertEquals(403, reveal().statusCode(), "a consent alone lets compare, not see");
        agreed(wide);
        assertTrue(AccessService.text(reveal()).contains("Zhang San"));
        assertFalse(shown(feed(BANK_B).getFirst(), "proof").contains("borrowerName"));
        revoked(1);
        assertEquals(403, reveal().statusCode(), "the consent lets it compare still");
    }

    private HttpResponse<byte[]> reveal() {
        return service.post(BANK_B, "/api/v1/borrowers/" + subject + "/reveal", """
                {"purpose":"VERIFICATION","fields":["name"],"reason":"CASE-1"}""");
    }

    @Test
    void only_the_first_funder_agrees_and_only_with_those_that_fund_beside_it() {
        assertEquals(403, service.post(BANK_B, path("bank-b"), NARROW).statusCode());
        assertEquals(404, service.post(BANK_C, path("bank-b"), NARROW).statusCode());
        assertEquals(403, service.post(OPERATOR, path("bank-b"), NARROW).statusCode());
        assertEquals(
                403,
                service.post(BANK_B, path("bank-b") + "/revocation", REVOKE).statusCode());
        assertEquals(404, service.post(BANK_A, path("bank-c"), NARROW).statusCode());
        assertEquals(404, service.post(BANK_A, path("bank-a"), NARROW).statusCode());
        assertEquals(0, service.registry.count("share_agreement"));
    }

    @Test
    void each_version_follows_the_newest_and_an_end_ends_once() {
        agreed(NARROW);
        assertEquals(409, service.post(BANK_A, path("bank-b"), NARROW).statusCode());
        revoked(1);
        assertEquals(
                409,
                service.post(BANK_A, path("bank-b") + "/revocation", REVOKE.replace(":0,", ":2,"))
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fields[\"status|fields[\"nothing|fields",
                "status\",\"annualRate|status\",\"status|fields",
                "[\"VERIFICATION\"]|[]|purposes",
                "VERIFICATION|COLLECTION|purposes",
                "DEAL-1|13912345678|caseReference",
                "\"version\":0|\"version\":-1|version",
                "\"version\":0|\"version\":0,\"until\":\"2020-01-01\"|until",
                "\"version\":0|\"version\":0,\"until\":\"soon\"|until",
                "\"version\":0|\"version\":0,\"more\":1|more"
            })
    void what_breaks_a_rule_is_refused_by_field(String good, String bad, String field) {
        String body =
                NARROW.replace("fields\":[\"", "fields[\"").replace(good, bad).replace("fields[\"", "fields\":[\"");
        var answer = service.post(BANK_A, path("bank-b"), body);
        assertEquals(400, answer.statusCode(), body);
        assertTrue(AccessService.text(answer).contains("\"field\":\"" + field), AccessService.text(answer));
    }
}
