package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/** Loans that two banks fund: what they agreed between them, what is debited, and what the law says of it in sum. */
class JointLoanTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final Caller BANK_C = new Caller(Role.LENDER, "bank-c");
    private static final String JOINT =
            "\"joint\":{\"decides\":\"bank-a\",\"services\":\"bank-b\",\"loss\":{\"rule\":\"FIRST_LOSS\",\"bearer\":\"bank-a\",\"capMinor\":100000}},";
    private static final String GUARANTEE =
            "\"guarantee\":{\"guarantor\":\"a guarantee company\",\"partOfPrincipal\":\"0.05\"},";
    private static final String LOAN = """
            {"contractNumber":"NUMBER","lenderOfRecord":"bank-a",
             "funders":[{"lender":"bank-a","shareMinor":360000},{"lender":"bank-b","shareMinor":840000}],
             "borrower":{"reference":"REF-NUMBER","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
             "currency":"CURRENCY","principalMinor":1200000,"status":"open","startDate":"2024-01-10",
             "product":{"kind":"INSTALMENT_LOAN","annualRate":"0.144","dayCount":"30_360",AGREED
               "penalty":{"overdueSurcharge":"0.5"},
               "plan":{"method":"EQUAL_INSTALMENTS","start":"2024-01-10","count":12,"every":"P1M"}}}""";
    private static final String DRAWN = "{\"kind\":\"DRAWN\",\"on\":\"2024-01-10\",\"amountMinor\":1200000}";

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

    private static String loan(String agreed, String currency) {
        return LOAN.replace("AGREED", agreed).replace("CURRENCY", currency).replace("NUMBER", "J-" + UUID.randomUUID());
    }

    private static HttpResponse<String> post(Caller caller, String path, String body) {
        return service.post(caller, "/api/v1/" + path, UUID.randomUUID().toString(), body);
    }

    private static Map<?, ?> get(Caller caller, String path) {
        return tree(service.get(service.token(caller), "/api/v1/" + path), 200);
    }

    private static Map<?, ?> tree(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static String open(String contract) {
        return String.valueOf(tree(post(BANK_A, "contracts", contract), 201).get("contractId"));
    }

    private static void event(String contractId, String number, String event) {
        tree(
                post(
                        BANK_B,
                        "events",
                        "{\"contractId\":\"" + contractId + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event
                                + "}"),
                201);
    }

    private static Object first(Map<?, ?> tree, String name) {
        return Objects.requireNonNull(((List<?>) Objects.requireNonNull(tree.get(name))).getFirst());
    }

    @Test
    void a_loss_is_borne_as_agreed_and_settled_between_the_funders() {
        String id = open(loan(JOINT, "CNY"));
        event(id, "E1", DRAWN);
        event(id, "E2", "{\"kind\":\"WRITTEN_OFF\",\"on\":\"2024-01-10\"}");
        Map<?, ?> state = get(BANK_B, "contracts/" + id + "/statement");
        assertEquals("bank-a", state.get("decides"));
        assertEquals("bank-b", state.get("services"));
        // 12,000.00 lost: the first 1,000.00 by bank-a, of the rest 30 to 70; in cash it was 3,600.00 to 8,400.00.
        assertEquals(
                List.of(
                        Map.of("lender", "bank-a", "borneMinor", 430_000L, "settlementMinor", -70_000L),
                        Map.of("lender", "bank-b", "borneMinor", 770_000L, "settlementMinor", 70_000L)),
                state.get("losses"));

        event(id, "E3", "{\"kind\":\"RECOVERED\",\"on\":\"2024-06-01\",\"amountMinor\":1150000}");
        assertEquals(
                List.of(
                        Map.of("lender", "bank-a", "borneMinor", 50_000L, "settlementMinor", -35_000L),
                        Map.of("lender", "bank-b", "borneMinor", 0L, "settlementMinor", 35_000L)),
                get(BANK_A, "contracts/" + id + "/statement").get("losses"));
        assertNull(
                get(BANK_A, "contracts/" + open(loan("", "CNY")) + "/statement").get("losses"));
    }

    @Test
    void a_guarantor_pays_up_to_its_cover_and_what_is_beyond_is_said() {
        String id = open(loan(GUARANTEE, "CNY"));
        event(id, "E1", DRAWN);
        event(id, "E2", "{\"kind\":\"GUARANTEE_PAID\",\"on\":\"2024-02-20\",\"amountMinor\":50000}");
        assertEquals(
                Map.of(
                        "guarantor", "a guarantee company",
                        "coverMinor", 60_000L,
                        "paidMinor", 50_000L,
                        "leftMinor", 10_000L,
                        "beyondCoverMinor", 0L),
                get(BANK_A, "contracts/" + id + "/statement").get("guarantee"));
        event(id, "E3", "{\"kind\":\"GUARANTEE_PAID\",\"on\":\"2024-03-20\",\"amountMinor\":20000}");
        Map<?, ?> beyond = (Map<?, ?>) Objects.requireNonNull(
                get(BANK_A, "contracts/" + id + "/statement").get("guarantee"));
        assertEquals(0L, beyond.get("leftMinor"));
        assertEquals(10_000L, beyond.get("beyondCoverMinor"));
    }

    @Test
    void each_instalment_is_shared_to_the_cent() {
        String id = open(loan(JOINT, "CNY"));
        event(id, "E1", DRAWN);
        List<?> lines = (List<?>) Objects.requireNonNull(
                get(BANK_B, "contracts/" + id + "/schedule").get("instalments"));
        long principal = 0;
        for (Object line : lines) {
            List<?> shares = (List<?>) Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(line)).get("shares"));
            principal += (Long) Objects.requireNonNull(
                    ((Map<?, ?>) Objects.requireNonNull(shares.getFirst())).get("principalMinor"));
        }
        assertEquals(12, lines.size());
        assertEquals(360_000, principal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"decides\":\"bank-a\"|\"decides\":\"bank-c\"|product.joint.decides",
                "\"services\":\"bank-b\"|\"services\":\"nobody\"|product.joint.services",
                "\"services\":\"bank-b\",||product.joint.services",
                "\"bearer\":\"bank-a\"|\"bearer\":\"bank-c\"|product.joint.loss.bearer",
                "\"bearer\":\"bank-a\",||product.joint.loss.bearer",
                "\"capMinor\":100000|\"capMinor\":100000,\"partOfPrincipal\":\"0.1\"|product.joint.loss.capMinor",
                "\"capMinor\":100000|\"partOfPrincipal\":\"1.1\"|product.joint.loss.partOfPrincipal",
                "FIRST_LOSS|LAST_LOSS|product.joint.loss.rule",
                "FIRST_LOSS|PRO_RATA|product.joint.loss.bearer",
                "a guarantee company|bank-b|product.guarantee.guarantor",
                "\"partOfPrincipal\":\"0.05\"|\"coverMinor\":0|product.guarantee.coverMinor",
            })
    void terms_between_the_funders_that_break_a_rule_are_refused_by_the_fields_name(
            String from, @Nullable String to, String field) {
        var answer = post(BANK_A, "contracts", loan((JOINT + GUARANTEE).replace(from, to == null ? "" : to), "CNY"));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @Test
    void one_bank_alone_agrees_with_nobody() {
        String alone = loan(JOINT.replace("bank-b", "bank-a"), "CNY")
                .replace(
                        "{\"lender\":\"bank-a\",\"shareMinor\":360000},{\"lender\":\"bank-b\",\"shareMinor\":840000}",
                        "{\"lender\":\"bank-a\",\"shareMinor\":1200000}");
        var answer = post(BANK_A, "contracts", alone);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"product.joint\""), answer.body());
    }

    @Test
    void who_services_the_loan_sees_what_to_debit_and_nobody_else() {
        String id = open(loan(JOINT, "CNY"));
        event(id, "E1", DRAWN);
        assertEquals(
                404,
                service.get(service.token(BANK_B), "/api/v1/contracts/" + id + "/mandate")
                        .statusCode());
        event(
                id,
                "E2",
                "{\"kind\":\"MANDATED\",\"on\":\"2024-01-10\",\"mandate\":\"M-7\",\"retryAfter\":[\"P1D\",\"P3D\"]}");
        assertEquals(List.of(), collections(BANK_B, "2024-02-09", id));
        assertEquals(List.of(), collections(BANK_A, "2024-02-10", id));
        Map<?, ?> wanted = (Map<?, ?>) collections(BANK_B, "2024-02-10", id).getFirst();
        assertEquals(107_971L, wanted.get("askMinor"));
        assertEquals("2024-02-10", wanted.get("nextOn"));

        event(
                id,
                "E3",
                "{\"kind\":\"DEBITED\",\"on\":\"2024-02-10\",\"mandate\":\"M-7\",\"askedMinor\":107971,\"collectedMinor\":7971,\"resultCode\":\"FUNDS\"}");
        assertEquals(List.of(), collections(BANK_B, "2024-02-10", id));
        Map<?, ?> mandate = get(BANK_A, "contracts/" + id + "/mandate?on=2024-02-10");
        assertEquals("2024-02-11", mandate.get("nextOn"));
        assertEquals(7_971L, ((Map<?, ?>) first(mandate, "tries")).get("collectedMinor"));
        event(
                id,
                "E4",
                "{\"kind\":\"MANDATE_ENDED\",\"on\":\"2024-02-11\",\"mandate\":\"M-7\",\"reasonCode\":\"REVOKED\"}");
        assertEquals(List.of(), collections(BANK_B, "2024-03-10", id));
        assertEquals(
                404,
                service.get(service.token(BANK_C), "/api/v1/contracts/" + id + "/mandate")
                        .statusCode());
    }

    private static List<?> collections(Caller caller, String on, String contractId) {
        List<?> found = (List<?>) Objects.requireNonNull(
                get(caller, "collections?limit=500&on=" + on).get("collections"));
        return found.stream()
                .filter(one -> contractId.equals(((Map<?, ?>) Objects.requireNonNull(one)).get("contractId")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "collections, on",
        "collections?on=2024-13-01, on",
        "collections?on=2024-02-01&limit=0, limit",
        "collections?on=2024-02-01&cursor=*, cursor",
        "concentrations, currency",
        "concentrations?currency=XTS, currency",
        "concentrations?currency=yuan, currency",
    })
    void a_question_that_breaks_a_rule_is_refused_by_the_parameters_name(String path, String field) {
        var answer = service.get(service.token(BANK_B), "/api/v1/" + path);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"MANDATED\",\"on\":\"2024-01-10\"}|event.mandate",
                "{\"kind\":\"MANDATED\",\"on\":\"2024-01-10\",\"mandate\":\"M\",\"retryAfter\":[\"P3D\",\"P1D\"]}|event.retryAfter",
                "{\"kind\":\"MANDATED\",\"on\":\"2024-01-10\",\"mandate\":\"M\",\"retryAfter\":[\"P1M\"]}|event.retryAfter",
                "{\"kind\":\"MANDATED\",\"on\":\"2024-01-10\",\"mandate\":\"M\",\"mostMinor\":0}|event.mostMinor",
                "{\"kind\":\"DEBITED\",\"on\":\"2024-01-10\",\"mandate\":\"M\",\"askedMinor\":1,\"collectedMinor\":2,\"resultCode\":\"R\"}|event.collectedMinor",
                "{\"kind\":\"DEBITED\",\"on\":\"2024-01-10\",\"mandate\":\"M\",\"askedMinor\":1,\"collectedMinor\":1}|event.resultCode",
                "{\"kind\":\"MANDATE_ENDED\",\"on\":\"2024-01-10\",\"mandate\":\"M\"}|event.reasonCode",
            })
    void an_event_of_a_mandate_that_breaks_a_rule_is_refused_by_the_fields_name(String event, String field) {
        String id = open(loan("", "CNY"));
        var answer =
                post(BANK_A, "events", "{\"contractId\":\"" + id + "\",\"eventNumber\":\"E\",\"event\":" + event + "}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @Test
    void what_a_bank_funds_of_its_partners_loans_is_held_against_its_capital() {
        String id = open(loan("", "JPY"));
        event(id, "E1", DRAWN);
        Map<?, ?> before = get(BANK_B, "concentrations?currency=JPY");
        Map<?, ?> partner = (Map<?, ?>) first(before, "partners");
        assertEquals(840_000L, partner.get("balanceMinor"));
        assertNull(partner.get("part"));
        assertEquals(List.of(), get(BANK_A, "concentrations?currency=JPY").get("partners"));

        String figure =
                "{\"kind\":\"TIER1_NET_CAPITAL\",\"currency\":\"JPY\",\"asOf\":\"2024-01-01\",\"amountMinor\":3000000}";
        tree(post(BANK_B, "lender-figures", figure), 201);
        Map<?, ?> after = (Map<?, ?>) first(get(BANK_B, "concentrations?currency=JPY"), "partners");
        assertEquals("0.280000", after.get("part"));
        assertEquals(List.of(), after.get("ruleWarnings"), "the limits are of loans in yuan");
    }

    @Test
    void more_than_a_quarter_of_the_capital_with_one_partner_is_warned_of_to_the_cent() {
        String id = open(loan("", "CNY"));
        event(id, "E1", DRAWN);
        long balance = (Long) Objects.requireNonNull(
                ((Map<?, ?>) first(get(BANK_B, "concentrations?currency=CNY"), "partners")).get("balanceMinor"));
        assertEquals(List.of(), warnings("TIER1_NET_CAPITAL", balance * 4, "partners"));
        assertEquals(List.of("CN-PARTNER-25"), warnings("TIER1_NET_CAPITAL", balance * 4 - 1, "partners"));
        assertEquals(List.of(), warnings("TOTAL_LOANS", balance * 2, "allPartners"));
        assertEquals(List.of("CN-PARTNERS-50"), warnings("TOTAL_LOANS", balance * 2 - 1, "allPartners"));
    }

    private static @Nullable Object warnings(String kind, long amount, String member) {
        String figure = "{\"kind\":\"" + kind + "\",\"currency\":\"CNY\",\"asOf\":\"2024-01-01\",\"amountMinor\":"
                + amount + "}";
        tree(post(BANK_B, "lender-figures", figure), 201);
        Map<?, ?> tree = get(BANK_B, "concentrations?currency=CNY");
        Object held = member.equals("partners") ? first(tree, member) : tree.get(member);
        return ((Map<?, ?>) Objects.requireNonNull(held)).get("ruleWarnings");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\":\"TIER1_NET_CAPITAL\"|\"kind\":\"PROFIT\"|kind",
                "\"currency\":\"CNY\"|\"currency\":\"C\"|currency",
                "\"asOf\":\"2024-01-01\"|\"asOf\":\"2099-01-01\"|asOf",
                "\"amountMinor\":1|\"amountMinor\":0|amountMinor",
                "\"amountMinor\":1|\"amountMinor\":1,\"lender\":\"bank-c\"|lender",
            })
    void a_figure_that_breaks_a_rule_is_refused_by_the_fields_name(String from, String to, String field) {
        String figure =
                "{\"kind\":\"TIER1_NET_CAPITAL\",\"currency\":\"CNY\",\"asOf\":\"2024-01-01\",\"amountMinor\":1}";
        var answer = post(BANK_B, "lender-figures", figure.replace(from, to));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @Test
    void a_bank_reports_its_own_figures_and_nobody_another_ones() {
        String figure = "{\"kind\":\"TOTAL_LOANS\",\"currency\":\"CNY\",\"asOf\":\"2024-01-01\",\"amountMinor\":1}";
        assertEquals(403, post(TestService.OPERATOR, "lender-figures", figure).statusCode());
        assertEquals(
                403,
                service.get(service.token(TestService.OPERATOR), "/api/v1/concentrations?currency=CNY")
                        .statusCode());
    }
}
