package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordSchemas;

class BookingApiTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final Caller BANK_C = new Caller(Role.LENDER, "bank-c");
    static final String LINE = """
            {"contractNumber":"NUMBER","lenderOfRecord":"platform",
             "funders":[{"lender":"bank-a","shareMinor":600000},{"lender":"bank-b","shareMinor":1400000}],
             "borrower":{"reference":"REF-NUMBER","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
             "currency":"CNY","principalMinor":2000000,"status":"open","startDate":"2024-01-10",
             "product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360",
               "penalty":{"overdueSurcharge":"0.5"}}}""";
    static final String LOAN = """
            {"contractNumber":"NUMBER","lenderOfRecord":"bank-a","funders":[{"lender":"bank-a","shareMinor":1200000}],
             "borrower":{"reference":"REF-NUMBER","name":"Zhang San","nationalId":"110105194912310070","mobile":"13912345678"},
             "currency":"CNY","principalMinor":1200000,"status":"open","startDate":"2024-01-10",
             "product":{"kind":"INSTALMENT_LOAN","annualRate":"0.144","dayCount":"30_360",
               "charges":[{"kind":"DEDUCTED","name":"up-front fee","payee":"bank-a","partOfPrincipal":"0.03"}],
               "penalty":{"overdueSurcharge":"0.5"},
               "plan":{"method":"EQUAL_INSTALMENTS","start":"2024-01-10","count":12,"every":"P1M"}}}""";

    @TempDir
    static Path home;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = new TestService(home);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> post(Caller caller, String path, String body) {
        return service.post(caller, "/api/v1/" + path, UUID.randomUUID().toString(), body);
    }

    private static Map<?, ?> tree(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<?> list(Map<?, ?> tree, String name) {
        return (List<?>) Objects.requireNonNull(tree.get(name));
    }

    private static String open(String contract, String number) {
        return String.valueOf(tree(post(BANK_A, "contracts", contract.replace("NUMBER", number)), 201)
                .get("contractId"));
    }

    private static HttpResponse<String> event(Caller caller, String contractId, String number, String event) {
        return post(
                caller,
                "events",
                "{\"contractId\":\"" + contractId + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event + "}");
    }

    private static Map<?, ?> statement(Caller caller, String contractId, String query) {
        return tree(service.get(service.token(caller), "/api/v1/contracts/" + contractId + "/statement" + query), 200);
    }

    static final String DRAWN = """
            {"kind":"DRAWN","on":"2024-01-10","drawdown":1,"amountMinor":1000000,
             "plan":{"method":"ON_DEMAND","until":"2025-01-10","interest":"AT_END"}}""";
    static final String REPAID = "{\"kind\":\"REPAID\",\"on\":\"2024-01-25\",\"amountMinor\":400000}";

    @Test
    void a_line_that_two_banks_fund_is_drawn_and_repaid_and_every_posting_is_shared() {
        String id = open(LINE, "LINE-1");
        assertEquals(201, event(BANK_A, id, "E1", DRAWN).statusCode());
        assertEquals(201, event(BANK_B, id, "E2", REPAID).statusCode());

        Map<?, ?> state = statement(BANK_B, id, "?on=2024-03-15");
        assertEquals(18_000L, state.get("notDueInterestMinor"));
        assertEquals(1_400_000L, state.get("availableMinor"));
        Map<?, ?> posting =
                (Map<?, ?>) Objects.requireNonNull(list(state, "postings").getFirst());
        assertEquals(
                List.of(
                        Map.of("lender", "bank-a", "principalMinor", 120_000L, "otherMinor", 0L),
                        Map.of("lender", "bank-b", "principalMinor", 280_000L, "otherMinor", 0L)),
                posting.get("shares"));
        assertEquals(
                404,
                service.get(service.token(BANK_C), "/api/v1/contracts/" + id + "/statement")
                        .statusCode());
        assertEquals(404, event(BANK_C, id, "E3", REPAID).statusCode());
    }

    @Test
    void an_instalment_loan_freezes_its_terms_its_calculator_and_its_cost_table() {
        String id = open(LOAN, "LOAN-1");
        Map<?, ?> shown = tree(service.get(service.token(BANK_A), "/api/v1/contracts/" + id), 200);
        assertEquals("loanreg-calculator/1", shown.get("calculator"));
        assertTrue(String.valueOf(shown.get("costTableHash")).matches("[0-9a-f]{64}"), "a hash");
        assertEquals(List.of("CN-PRE-DEDUCTION"), shown.get("ruleWarnings"));

        String drawn = "{\"kind\":\"DRAWN\",\"on\":\"2024-01-10\",\"amountMinor\":1200000}";
        assertEquals(201, event(BANK_A, id, "E1", drawn).statusCode());
        Map<?, ?> schedule = tree(service.get(service.token(BANK_A), "/api/v1/contracts/" + id + "/schedule"), 200);
        assertEquals(12, list(schedule, "instalments").size());
        assertEquals(
                400,
                post(
                                BANK_A,
                                "repayments",
                                "{\"contractId\":\"" + id + "\",\"repaymentNumber\":\"R\",\"currency\":\"CNY\","
                                        + "\"amountMinor\":1,\"paidAt\":\"2024-02-01\"}")
                        .statusCode());
    }

    @Test
    void the_same_event_twice_is_recorded_once_and_another_one_under_its_number_is_a_conflict() {
        String id = open(LINE, "LINE-2");
        assertEquals(201, event(BANK_A, id, "E1", DRAWN).statusCode());
        assertEquals(200, event(BANK_A, id, "E1", DRAWN).statusCode());
        assertEquals(409, event(BANK_A, id, "E1", REPAID).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"DRAWN\",\"on\":\"2024-02-01\",\"drawdown\":2,\"amountMinor\":1000001,\"plan\":{\"method\":\"ON_DEMAND\",\"until\":\"2025-01-10\"}}|event.amountMinor",
                "{\"kind\":\"DRAWN\",\"on\":\"2024-02-01\",\"drawdown\":1,\"amountMinor\":1,\"plan\":{\"method\":\"ON_DEMAND\",\"until\":\"2025-01-10\"}}|event.drawdown",
                "{\"kind\":\"DRAWN\",\"on\":\"2024-02-01\",\"drawdown\":2,\"amountMinor\":1}|event.plan",
                "{\"kind\":\"DRAWN\",\"on\":\"2024-02-01\",\"drawdown\":2,\"amountMinor\":1,\"plan\":{\"method\":\"WEEKLY\",\"start\":\"2024-02-01\",\"count\":1,\"every\":\"P1M\"}}|event.plan.method",
                "{\"kind\":\"DRAWN\",\"on\":\"2024-02-01\",\"drawdown\":2,\"amountMinor\":1,\"plan\":{\"method\":\"EQUAL_PRINCIPAL\",\"start\":\"2024-02-02\",\"count\":1,\"every\":\"P1M\"}}|event.plan.start",
                "{\"kind\":\"REPAID\",\"on\":\"2024-02-01\",\"amountMinor\":0}|event.amountMinor",
                "{\"kind\":\"REPAID\",\"on\":\"2024-02-30\",\"amountMinor\":1}|event.on",
                "{\"kind\":\"REPAID\",\"on\":\"2024-02-01\",\"amountMinor\":1,\"surplus\":\"LONGER\"}|event.surplus",
                "{\"kind\":\"FORGIVEN\",\"on\":\"2024-02-01\"}|event.kind",
                "{\"kind\":\"CLASSIFIED\",\"on\":\"2024-02-01\",\"assetClass\":\"FINE\",\"reasonCode\":\"R\"}|event.assetClass",
            })
    void an_event_that_breaks_a_rule_is_refused_by_the_fields_name(String event, String field) {
        String id = open(LINE, "LINE-" + UUID.randomUUID());
        assertEquals(201, event(BANK_A, id, "E1", DRAWN).statusCode());
        var answer = event(BANK_A, id, "E2", event);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"annualRate\":\"0.144\"|\"annualRate\":\"14.4%\"|product.annualRate",
                "\"dayCount\":\"30_360\"|\"dayCount\":\"30_365\"|product.dayCount",
                "\"kind\":\"INSTALMENT_LOAN\"|\"kind\":\"REVOLVING_LINE\"|product.plan",
                "\"kind\":\"INSTALMENT_LOAN\"|\"kind\":\"GIFT\"|product.kind",
                "\"start\":\"2024-01-10\"|\"start\":\"2024-01-11\"|product.plan.start",
                "\"startDate\":\"2024-01-10\"|\"startDate\":\"2024-01\"|startDate",
                "\"partOfPrincipal\":\"0.03\"|\"partOfPrincipal\":\"0.03\",\"amountMinor\":1|product.charges[0].amountMinor",
                "\"partOfPrincipal\":\"0.03\"|\"partOfPrincipal\":\"1\"|product.plan",
                "\"method\":\"EQUAL_INSTALMENTS\"|\"method\":\"SEASONAL\"|product.plan",
                "\"count\":12|\"count\":13,\"surprise\":1|product.plan.surprise",
                "\"count\":12,\"every\":\"P1M\"|\"count\":1,\"every\":\"P13M\"|product.plan",
            })
    void terms_that_break_a_rule_are_refused_by_the_fields_name(String from, String to, String field) {
        var answer = post(
                BANK_A,
                "contracts",
                LOAN.replace("NUMBER", "X-" + UUID.randomUUID()).replace(from, to));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @Test
    void a_cooperating_party_that_funds_less_than_the_law_says_is_refused_with_the_source() {
        var answer = post(
                BANK_A,
                "contracts",
                LINE.replace("NUMBER", "X").replace("600000", "599999").replace("1400000", "1400001"));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("CN-PARTNER-30"), answer.body());
        assertTrue(answer.body().contains("Notice 2021 No. 24"), answer.body());
    }

    @Test
    void one_order_backs_one_drawdown() {
        String business = LINE.replace("REVOLVING_LINE", "SMALL_BUSINESS");
        String drawn = DRAWN.replace(
                "\"drawdown\":1",
                "\"drawdown\":1,\"fundFlow\":{\"payee\":\"a supplier\",\"purpose\":\"stock\",\"coreCompany\":\"core\","
                        + "\"order\":\"PO-7\"}");
        assertEquals(201, event(BANK_A, open(business, "SB-1"), "E1", drawn).statusCode());
        var again = event(BANK_A, open(business, "SB-2"), "E1", drawn);
        assertEquals(409, again.statusCode(), again.body());
    }

    @Test
    void a_purchase_names_the_merchant_and_the_order() {
        String later = LINE.replace("REVOLVING_LINE", "PAY_LATER");
        String id = open(later, "PL-1");
        assertEquals(400, event(BANK_A, id, "E1", DRAWN).statusCode());
        String bought = DRAWN.replace(
                "\"drawdown\":1",
                "\"drawdown\":1,\"fundFlow\":{\"payee\":\"a shop\",\"purpose\":\"shoes\",\"order\":\"77\"}");
        assertEquals(201, event(BANK_A, id, "E1", bought).statusCode());
        assertEquals(
                201,
                event(BANK_A, id, "E2", "{\"kind\":\"REFUNDED\",\"on\":\"2024-01-20\",\"amountMinor\":250000}")
                        .statusCode());
        assertEquals(250_000L, statement(BANK_A, id, "").get("refundedMinor"));
    }

    @Test
    void a_back_dated_correction_by_two_organisations_recomputes_and_shows_the_difference() {
        String id = open(LINE, "LINE-3");
        event(BANK_A, id, "E1", DRAWN);
        Map<?, ?> repaid = tree(event(BANK_A, id, "E2", REPAID), 201);
        String path = "contracts/" + id + "/events/" + repaid.get("eventId") + "/corrections";
        String body = "{\"rowVersion\":1,\"reasonCode\":\"212\",\"event\":" + REPAID.replace("01-25", "01-20") + "}";

        Map<?, ?> proposed = tree(post(BANK_A, path, body), 201);
        assertEquals(List.of("on"), proposed.get("changedPaths"));
        assertFalse(list(proposed, "differences").isEmpty(), "no difference");
        String decision = "contracts/" + id + "/corrections/" + proposed.get("correctionId") + "/decision";
        assertEquals(403, post(BANK_A, decision, "{\"decision\":\"ACCEPT\"}").statusCode());
        assertEquals(400, post(BANK_B, decision, "{\"decision\":\"MAYBE\"}").statusCode());
        assertEquals(404, post(BANK_C, decision, "{\"decision\":\"ACCEPT\"}").statusCode());
        tree(post(BANK_B, decision, "{\"decision\":\"ACCEPT\"}"), 200);
        assertEquals(409, post(BANK_B, decision, "{\"decision\":\"ACCEPT\"}").statusCode());

        // 10 days of 10,000.00 and 55 of 6,000.00 to 15 March: 172.00 instead of 180.00
        assertEquals(17_200L, statement(BANK_A, id, "?on=2024-03-15").get("notDueInterestMinor"));
        Map<?, ?> versions = tree(
                service.get(
                        service.token(BANK_B),
                        "/api/v1/contracts/" + id + "/events/" + repaid.get("eventId") + "/versions"),
                200);
        List<?> both = list(versions, "versions");
        assertEquals(true, ((Map<?, ?>) Objects.requireNonNull(both.get(0))).get("superseded"));
        assertEquals("lender:bank-b", ((Map<?, ?>) Objects.requireNonNull(both.get(1))).get("checker"));
        checkLeaves(id);
    }

    @Test
    void a_rejected_correction_changes_nothing_and_a_stale_one_is_a_conflict() {
        String id = open(LINE, "LINE-4");
        Map<?, ?> drawn = tree(event(BANK_A, id, "E1", DRAWN), 201);
        String path = "contracts/" + id + "/events/" + drawn.get("eventId") + "/corrections";
        Map<?, ?> proposed = tree(post(BANK_A, path, "{\"rowVersion\":1,\"reasonCode\":\"214\"}"), 201);
        String decision = "contracts/" + id + "/corrections/" + proposed.get("correctionId") + "/decision";
        tree(post(BANK_B, decision, "{\"decision\":\"REJECT\"}"), 200);
        assertEquals(1_000_000L, statement(BANK_A, id, "").get("drawnMinor"));
        assertEquals(
                409,
                post(BANK_A, path, "{\"rowVersion\":2,\"reasonCode\":\"214\"}").statusCode());
        assertEquals(
                400,
                post(BANK_A, path, "{\"rowVersion\":1,\"reasonCode\":\"212\",\"event\":" + REPAID + "}")
                        .statusCode());
    }

    /** Every version's leaf follows from its row as it is now. */
    private static void checkLeaves(String contractId) {
        service.database().read(tx -> {
            var events = new EventStore().ofContracts(tx, List.of(UUID.fromString(contractId)));
            assertEquals(3, events.size());
            for (var one : events) {
                var contents = service.bean(RecordBook.class)
                        .read(tx, List.of(one.row().stamp().recordId()))
                        .getFirst();
                var rebuilt = RecordCommitment.of(
                        service.bean(RecordSchemas.class).require(contents.schemaId()),
                        contents.key(),
                        contents.rowVersion(),
                        contents.epochSeconds(),
                        contents.values());
                assertEquals(one.leafHash(), rebuilt.leafHash());
            }
            return 0;
        });
    }

    @Test
    void events_come_in_pages_by_cursor() {
        String id = open(LINE, "LINE-5");
        event(BANK_A, id, "E1", DRAWN);
        for (int day = 11; day < 16; day++) {
            event(BANK_A, id, "R" + day, REPAID.replace("01-25", "01-" + day).replace("400000", "1"));
        }
        String path = "/api/v1/contracts/" + id + "/events?limit=4";
        Map<?, ?> first = tree(service.get(service.token(BANK_A), path), 200);
        assertEquals(4, list(first, "events").size());
        Map<?, ?> second = tree(service.get(service.token(BANK_A), path + "&cursor=" + first.get("next")), 200);
        assertEquals(2, list(second, "events").size());
        assertFalse(second.containsKey("next"));
        assertEquals(400, service.get(service.token(BANK_A), path + "&cursor=*").statusCode());
        assertEquals(
                400,
                service.get(service.token(BANK_A), "/api/v1/contracts/" + id + "/events?limit=0")
                        .statusCode());
    }
}
