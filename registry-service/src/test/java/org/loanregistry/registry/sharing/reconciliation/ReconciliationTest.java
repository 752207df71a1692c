package org.loanregistry.registry.sharing.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.registry.access.AccessService.BANK_A;
import static org.loanregistry.registry.access.AccessService.BANK_B;
import static org.loanregistry.registry.access.AccessService.BANK_C;
import static org.loanregistry.registry.access.AccessService.DPO;
import static org.loanregistry.registry.access.AccessService.OPERATOR;

import java.net.http.HttpRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.bytes.Sha256;

/**
 * Two banks fund three loans of 100.00 half by half: L-1 of which 10.00 came back on 20 June 2026 and 10.00 more in July, L-2, and
 * L-3 that is repaid.
 */
class ReconciliationTest {
    private static final String L1 = "bank-a,L-1,USD,45.00,2026-06-20,2\r\n";
    private static final String L2 = "bank-a,L-2,USD,50.00,,1\r\n";

    private static AccessService service;
    private static Bank bank;
    private static String subject = "";

    @BeforeAll
    static void record() {
        service = new AccessService();
        bank = new Bank(service);
        for (String number : List.of("L-1", "L-2", "L-3")) {
            subject = service.contract(number, "REF-" + number);
        }
        bank.repay("L-1", "R-1", 1000, "2026-06-20");
        bank.repay("L-1", "R-2", 1000, "2026-07-01");
        bank.repay("L-3", "R-1", 10000, "2026-06-01");
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static Map<?, ?> counts(Map<?, ?> statement) {
        return (Map<?, ?>) Objects.requireNonNull(statement.get("differences"));
    }

    private static String path(Map<?, ?> statement) {
        return "/api/v1/reconciliations/" + statement.get("reconciliationId");
    }

    private static String causes(Map<?, ?> statement) {
        return counts(statement).entrySet().stream()
                .filter(one -> !Long.valueOf(0).equals(one.getValue()))
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
    }

    private static List<?> differences(Map<?, ?> page) {
        return (List<?>) Objects.requireNonNull(page.get("differences"));
    }

    @Test
    void a_bank_that_has_seen_what_the_registry_has_agrees_loan_by_loan() {
        Map<?, ?> statement = bank.compared(BANK_A, L1 + L2);
        assertEquals("", causes(statement));
        assertEquals(6, counts(statement).size(), "every cause is named");
        assertEquals(
                List.of(2L, 2L, 2L),
                List.of(
                        Objects.requireNonNull(statement.get("positions")),
                        Objects.requireNonNull(statement.get("loans")),
                        Objects.requireNonNull(statement.get("agreed"))));
        assertEquals("OPEN", statement.get("state"));
        assertEquals(statement, AccessService.json(service.get(BANK_A, path(statement))));
        assertEquals(statement, AccessService.json(service.get(OPERATOR, path(statement))));
        assertEquals(List.of(), differences(AccessService.json(service.get(BANK_A, path(statement) + "/differences"))));
    }

    @Test
    void a_loan_that_is_repaid_may_be_named_or_left_out() {
        assertEquals("", causes(bank.compared(BANK_B, L1 + L2 + "bank-a,L-3,USD,0,2026-06-01,2\r\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "45.00|45.01|ROUNDING=1",
                "45.00|44.99|ROUNDING=1",
                "45.00|45.02|AMOUNT=1",
                "45.00|50.00|AMOUNT=1",
                "USD,45.00|CNY,45.00|AMOUNT=1",
                "2026-06-20|2026-06-21|DATE=1",
                "2026-06-20||DATE=1",
                "20,2|20,1|VERSION=1",
                "45.00,2026-06-20,2|40.00,2026-07-01,3|AMOUNT=1 DATE=1 VERSION=1",
                "45.00,2026-06-20,2|45.01,2026-06-19,1|ROUNDING=1 DATE=1 VERSION=1",
                "L-1|L-9|MISSING_AT_BANK=1 MISSING_AT_REGISTRY=1",
                "bank-a,L-1|bank-b,L-1|MISSING_AT_BANK=1 MISSING_AT_REGISTRY=1",
            })
    void what_differs_is_counted_by_its_cause(String part, @Nullable String instead, String expected) {
        Map<?, ?> statement = bank.compared(BANK_B, L1.replace(part, instead == null ? "" : instead) + L2);
        assertEquals(expected, causes(statement));
    }

    @Test
    void each_difference_shows_both_sides_and_the_file_is_the_one_that_the_statement_names() {
        Map<?, ?> statement =
                bank.compared(BANK_A, "bank-a,L-1,USD,40,2026-07-01,3\r\nbank-b,=1+1,USD,1,2026-01-01,1\r\n");
        var page = AccessService.json(service.get(BANK_A, path(statement) + "/differences?limit=3"));
        var amount = (Map<?, ?>) Objects.requireNonNull(differences(page).getFirst());
        assertEquals("AMOUNT", amount.get("cause"));
        assertEquals(
                Map.of("currency", "USD", "principalMinor", 4500L, "lastRecordOn", "2026-06-20", "version", 2L),
                amount.get("registry"));
        assertEquals(
                Map.of("currency", "USD", "principalMinor", 4000L, "lastRecordOn", "2026-07-01", "version", 3L),
                amount.get("bank"));
        var rest = AccessService.json(
                service.get(BANK_A, path(statement) + "/differences?limit=3&cursor=" + page.get("next")));
        assertEquals(2, differences(rest).size());
        var missing = AccessService.json(service.get(BANK_A, path(statement) + "/differences?cause=MISSING_AT_BANK"));
        assertEquals(
                "L-2", ((Map<?, ?>) Objects.requireNonNull(differences(missing).getFirst())).get("contractNumber"));

        var file = service.get(BANK_A, path(statement) + "/differences.csv");
        String text = AccessService.text(file);
        assertEquals(
                "text/csv; charset=utf-8",
                file.headers().firstValue("Content-Type").orElse(""));
        assertEquals(HexFormat.of().formatHex(Sha256.of(file.body())), statement.get("differencesHash"));
        String contract = String.valueOf(amount.get("contractId"));
        assertTrue(
                text.contains("AMOUNT,bank-a,L-1," + contract + ",USD,45.00,2026-06-20,2,USD,40.00,2026-07-01,3\r\n"),
                text);
        assertTrue(text.contains("MISSING_AT_REGISTRY,bank-b,'=1+1,,,,,,USD,1.00,2026-01-01,1\r\n"), text);
        assertEquals(6, text.lines().count(), text);
    }

    @Test
    void the_hash_of_the_file_is_that_of_its_bytes_and_the_byte_order_mark_of_a_spreadsheet_is_no_fault() {
        byte[] file = ("\uFEFF" + Bank.HEADER + L1 + L2).getBytes(UTF_8);
        Map<?, ?> statement = Bank.created(bank.send(BANK_A, "?asOf=2026-06-30", file));
        assertEquals(HexFormat.of().formatHex(Sha256.of(file)), statement.get("fileHash"));
        assertEquals("", causes(statement));
    }

    @Test
    void anothers_statement_and_none_at_all_are_the_same_and_lists_hold_ones_own() {
        bank.compared(BANK_B, L1);
        Map<?, ?> statement = bank.compared(BANK_B, L1);
        for (String more : List.of("", "/differences", "/differences.csv")) {
            assertEquals(404, service.get(BANK_A, path(statement) + more).statusCode(), more);
            assertEquals(200, service.get(OPERATOR, path(statement) + more).statusCode(), more);
            assertEquals(
                    404,
                    service.get(BANK_A, "/api/v1/reconciliations/" + UUID.randomUUID() + more)
                            .statusCode(),
                    more);
        }
        String id = String.valueOf(statement.get("reconciliationId"));
        assertFalse(AccessService.text(service.get(BANK_A, "/api/v1/reconciliations?limit=500"))
                .contains(id));
        assertTrue(AccessService.text(service.get(BANK_B, "/api/v1/reconciliations?limit=500"))
                .contains(id));
        assertTrue(AccessService.text(service.get(OPERATOR, "/api/v1/reconciliations?limit=500"))
                .contains(id));
        var newest = AccessService.json(service.get(BANK_B, "/api/v1/reconciliations?limit=1"));
        assertTrue(newest.containsKey("next") && newest.toString().contains(id), newest.toString());
    }

    @Test
    void a_bank_learns_nothing_of_a_loan_that_it_does_not_fund() {
        assertEquals("MISSING_AT_REGISTRY=2", causes(bank.compared(BANK_C, L1 + L2.replace("L-2", "NO-SUCH"))));
    }

    @Test
    void a_later_comparison_of_the_day_takes_the_place_of_the_one_before() {
        String day = "?asOf=2026-05-05";
        byte[] file = (Bank.HEADER + L2).getBytes(UTF_8);
        Map<?, ?> first = Bank.created(bank.send(BANK_C, day, file));
        Bank.created(bank.send(BANK_C, "?asOf=2026-05-06", file));
        assertEquals(
                "OPEN", AccessService.json(service.get(BANK_C, path(first))).get("state"));
        Map<?, ?> second = Bank.created(bank.send(BANK_C, day, file));
        assertEquals(
                "REPLACED", AccessService.json(service.get(BANK_C, path(first))).get("state"));
        assertEquals(
                "OPEN", AccessService.json(service.get(BANK_C, path(second))).get("state"));
    }

    @Test
    void only_a_bank_compares_and_only_banks_and_the_operator_read() {
        byte[] file = Bank.HEADER.getBytes(UTF_8);
        var borrower = new Caller(Role.BORROWER, subject);
        for (Caller caller : List.of(OPERATOR, DPO, borrower)) {
            assertEquals(403, bank.send(caller, "?asOf=2026-06-30", file).statusCode(), caller.toString());
        }
        for (Caller caller : List.of(DPO, borrower)) {
            assertEquals(403, service.get(caller, "/api/v1/reconciliations").statusCode(), caller.toString());
        }
        assertEquals(401, service.get(null, "/api/v1/reconciliations").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bank-a|bank-x|line[3].tenant",
                "bank-a||line[3].tenant",
                "L-2||line[3].contract_number",
                "L-2|L-1|line[3].contract_number",
                "L-2|'L\t2'|line[3].contract_number",
                "USD|usd|line[3].currency",
                "USD|XAU|line[3].currency",
                "50.00|-0.01|line[3].principal_outstanding",
                "50.00|50.001|line[3].principal_outstanding",
                "50.00|1e3|line[3].principal_outstanding",
                "50.00|'=50'|line[3].principal_outstanding",
                "50.00||line[3].principal_outstanding",
                "50.00|90071992547410.00|line[3].principal_outstanding",
                ",,|,2026-02-30,|line[3].last_record_on",
                ",,|,2026-6-1,|line[3].last_record_on",
                ",,|,0000-01-01,|line[3].last_record_on",
                ",1|,0|line[3].version",
                ",1|,|line[3].version",
                ",1|,01|line[3].version",
                ",1|,1000000|line[3].version",
                ",1|,1,1|line[3]",
                ",1||line[3]",
                "L-2|'\"L-2'|line[3]",
            })
    void a_line_that_breaks_a_rule_is_named_by_its_number_and_field_and_its_value_is_not_repeated(
            String part, @Nullable String instead, String field) {
        long before = service.registry.count("reconciliation");
        // From the right, for the empty cell before the version is the second of two commas in a row.
        String wrong = part.equals(",1")
                ? L2.replace(",1\r\n", (instead == null ? "" : instead) + "\r\n")
                : L2.replace(part, instead == null ? "" : instead);
        var answer = bank.send(BANK_A, L1 + wrong);
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
        assertFalse(instead != null && instead.length() > 3 && text.contains("\"" + instead), text);
        assertEquals(before, service.registry.count("reconciliation"), "nothing of the file counts");
    }

    @Test
    void bad_lines_are_all_named_up_to_a_hundred() {
        String bad = "bank-x,L-1,USD,1,,1\r\n".repeat(150);
        String text = AccessService.text(bank.send(BANK_A, bad));
        assertTrue(text.contains("line[2].tenant") && text.contains("line[101].tenant"), text);
        assertFalse(text.contains("line[102]"), text);
        assertTrue(text.contains("the first are named"), text);
    }

    @Test
    void a_file_of_another_header_or_no_text_is_refused() {
        for (String header : List.of("", "tenant,contract_number\r\n", Bank.HEADER.replace("tenant", "Tenant"))) {
            var answer = bank.send(BANK_A, "?asOf=2026-06-30", header.getBytes(UTF_8));
            assertEquals(400, answer.statusCode(), AccessService.text(answer));
        }
        byte[] latin =
                (Bank.HEADER + "bank-a,L-\u00e9,USD,1,,1\r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var answer = bank.send(BANK_A, "?asOf=2026-06-30", latin);
        assertEquals(400, answer.statusCode());
        assertTrue(AccessService.text(answer).contains("must be UTF-8"), AccessService.text(answer));
    }

    @Test
    void more_lines_than_the_bound_are_refused() {
        var lines = new StringBuilder();
        for (int i = 0; i <= PositionsFile.MOST_LINES; i++) {
            lines.append("bank-a,N-").append(i).append(",USD,1,,1\n");
        }
        var answer = bank.send(BANK_A, lines.toString());
        assertEquals(400, answer.statusCode());
        assertTrue(AccessService.text(answer).contains("line[200002]"), AccessService.text(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?asOf=yesterday",
                "?asOf=2026-02-30",
                "?asOf=9999-01-01",
                "?asOf=1969-12-31",
                "?asOf=-0001-01-01"
            })
    void a_day_that_breaks_a_rule_is_refused(String query) {
        var answer = bank.send(BANK_A, query, (Bank.HEADER + L1).getBytes(UTF_8));
        assertEquals(400, answer.statusCode(), AccessService.text(answer));
        assertTrue(AccessService.text(answer).contains("\"asOf\""), AccessService.text(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?cause=OTHER", "?cursor=x", "?limit=501"})
    void a_question_that_breaks_a_rule_is_refused(String query) {
        Map<?, ?> statement = bank.compared(BANK_B, L1);
        assertEquals(
                400,
                service.get(BANK_B, path(statement) + "/differences" + query).statusCode());
    }

    @Test
    void another_media_type_and_a_request_without_a_key_are_refused_and_a_repeated_one_answered_again() {
        var json = service.post(BANK_A, "/api/v1/reconciliations?asOf=2026-06-30", "{}");
        assertEquals(415, json.statusCode());
        var request = HttpRequest.newBuilder(service.uri().resolve("/api/v1/reconciliations?asOf=2026-06-30"))
                .header("Authorization", "Bearer " + service.token(BANK_A))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(Bank.HEADER + L1));
        assertEquals(400, TestRegistry.send(request.build()).statusCode());
        request.header("Idempotency-Key", UUID.randomUUID().toString());
        var first = TestRegistry.send(request.build());
        assertEquals(AccessService.text(first), AccessService.text(TestRegistry.send(request.build())));
        var otherDay = request.uri(service.uri().resolve("/api/v1/reconciliations?asOf=2026-06-29"));
        assertEquals(409, TestRegistry.send(otherDay.build()).statusCode());
    }

    @Test
    void the_description_of_the_service_names_it() {
        String description = AccessService.text(service.get(null, "/openapi.yml"));
        for (String path : List.of("", "/{reconciliationId}/differences", "/{reconciliationId}/differences.csv")) {
            assertTrue(description.contains("/api/v1/reconciliations" + path + ":\n"), path);
        }
        assertTrue(description.contains("text/csv:"), "what the body is");
    }
}
