package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

class QuoteApiTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final String QUOTE = """
            {"currency":"CNY","principalMinor":1200000,"lender":"bank-a",
             "product":{"kind":"INSTALMENT_LOAN","annualRate":"0.144","dayCount":"30_360",
               "charges":[{"kind":"DEDUCTED","name":"up-front fee","payee":"bank-a","partOfPrincipal":"0.03"}],
               "penalty":{"overdueSurcharge":"0.5"},
               "plan":{"method":"EQUAL_INSTALMENTS","start":"2024-01-10","count":12,"every":"P1M"}}}""";
    private static final String LINE_QUOTE = """
            {"currency":"CNY","principalMinor":2000000,"lender":"platform",
             "product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360"},"event":EVENT}""";

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

    private static Map<?, ?> tree(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> quote(String body) {
        return service.post(BANK_A, "/api/v1/quotes", null, body);
    }

    @Test
    void a_quote_has_the_figures_and_the_cost_table_with_which_the_loan_is_booked() {
        Map<?, ?> quote = tree(quote(QUOTE), 200);
        assertEquals(95_645L, quote.get("interestMinor"));
        assertEquals(1_164_000L, quote.get("netMinor"));
        assertEquals("0.20258221", quote.get("nominalAnnualCost"));
        assertTrue(String.valueOf(quote.get("rules")).contains("CN-PRE-DEDUCTION"), quote.toString());

        Map<?, ?> booked = tree(
                service.post(BANK_A, "/api/v1/contracts", "Q1", BookingApiTest.LOAN.replace("NUMBER", "Q-1")), 201);
        String path = "/api/v1/contracts/" + booked.get("contractId");
        Map<?, ?> contract = tree(service.get(service.token(BANK_A), path), 200);
        assertEquals(contract.get("costTableHash"), quote.get("costTableSha256"));
    }

    @Test
    void a_drawdown_of_a_line_is_quoted_with_the_event_that_books_it() {
        Map<?, ?> quote = tree(quote(LINE_QUOTE.replace("EVENT", BookingApiTest.DRAWN)), 200);
        // 366 days of 10,000.00 at 14.4 % over 360
        assertEquals(146_400L, quote.get("interestMinor"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"CNY\"|\"XAU\"|currency",
                "1200000|0|principalMinor",
                "\"lender\":\"bank-a\",||lender",
                "\"lender\"|\"surprise\":1,\"lender\"|surprise",
                "\"product\"|\"products\"|product",
                "0.144|14.4%|product.annualRate",
                "0.03|1|product.plan",
                "INSTALMENT_LOAN|REVOLVING_LINE|product.plan",
                "}}}|}},\"event\":{\"kind\":\"REPAID\",\"on\":\"2024-01-10\",\"amountMinor\":1}}|event.kind",
            })
    void a_quote_that_breaks_a_rule_is_refused_by_the_fields_name(String from, String to, String field) {
        assertTrue(QUOTE.contains(from), from);
        var answer = quote(QUOTE.replace(from, to == null ? "" : to));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    @Test
    void a_line_without_a_drawdown_and_a_caller_without_a_token_get_no_quote() {
        assertTrue(quote(LINE_QUOTE.replace("EVENT", "null")).body().contains("\"event\""));
        var nobody = HttpRequest.newBuilder(service.uri().resolve("/api/v1/quotes"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUOTE))
                .build();
        assertEquals(401, service.send(nobody).statusCode());
    }

    @Test
    void each_lender_sees_its_own_share_of_the_account_and_the_operator_all_of_them() {
        Map<?, ?> booked = tree(
                service.post(BANK_A, "/api/v1/contracts", "Q2", BookingApiTest.LINE.replace("NUMBER", "Q-2")), 201);
        String id = String.valueOf(booked.get("contractId"));
        for (String event : List.of(BookingApiTest.DRAWN, BookingApiTest.REPAID.replace("400000", "10001"))) {
            String number = "E" + event.length();
            tree(
                    service.post(
                            BANK_A,
                            "/api/v1/events",
                            number,
                            "{\"contractId\":\"" + id + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event
                                    + "}"),
                    201);
        }
        List<?> all = lenders(TestService.OPERATOR, id);
        assertEquals(2, all.size());
        assertEquals(List.of(all.get(0)), lenders(BANK_A, id));
        assertEquals(List.of(all.get(1)), lenders(BANK_B, id));
        assertEquals(3_000L, number(all.get(0), "receivedPrincipalMinor"));
        assertEquals(7_001L, number(all.get(1), "receivedPrincipalMinor"));
        assertEquals(1_000_000L, number(all.get(0), "drawnMinor") + number(all.get(1), "drawnMinor"));
        assertEquals(989_999L, number(all.get(0), "owedPrincipalMinor") + number(all.get(1), "owedPrincipalMinor"));
    }

    private static List<?> lenders(Caller caller, String id) {
        Map<?, ?> statement = tree(service.get(service.token(caller), "/api/v1/contracts/" + id + "/statement"), 200);
        return (List<?>) Objects.requireNonNull(statement.get("lenders"));
    }

    private static long number(Object share, String name) {
        return share instanceof Map<?, ?> tree && tree.get(name) instanceof Long number ? number : -1;
    }
}
