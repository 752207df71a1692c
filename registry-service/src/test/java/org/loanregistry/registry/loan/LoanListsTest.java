package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/** Every list page by page: nothing twice, nothing left out, nothing of others, and bad questions named. */
class LoanListsTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final Caller BANK_C = new Caller(Role.LENDER, "bank-c");
    private static final int LINES = 5;

    @TempDir
    static Path home;

    private static TestService service;
    private static final List<String> CONTRACTS = new ArrayList<>();
    private static String corrected = "";

    @BeforeAll
    static void start() {
        service = new TestService(home);
        for (int i = 0; i < LINES; i++) {
            CONTRACTS.add(line("L-" + i));
        }
        recorded("contracts", FormTest.CONTRACT.replace("C-1", "REPORTED"), "contractId");
        recorded("repayments", FormTest.REPAYMENT.replace("C-1", "REPORTED"), "repaymentId");
        correct(corrected, 1, "41");
        correct(corrected, 2, "42");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A line of bank-a and bank-b with a drawdown and two repayments. */
    private static String line(String number) {
        String id = recorded("contracts", BookingApiTest.LINE.replace("NUMBER", number), "contractId");
        event(id, "D", BookingApiTest.DRAWN);
        String repaid = event(id, "R1", BookingApiTest.REPAID.replace("400000", "40"));
        event(id, "R2", BookingApiTest.REPAID.replace("400000", "50"));
        corrected = id + "/events/" + repaid;
        return id;
    }

    private static void correct(String event, int version, String amount) {
        String proposed = recorded(
                "contracts/" + event + "/corrections",
                "{\"rowVersion\":" + version + ",\"reasonCode\":\"212\",\"event\":"
                        + BookingApiTest.REPAID.replace("400000", amount) + "}",
                "correctionId");
        String contract = event.substring(0, event.indexOf('/'));
        var answer = service.post(
                BANK_B,
                "/api/v1/contracts/" + contract + "/corrections/" + proposed + "/decision",
                UUID.randomUUID().toString(),
                "{\"decision\":\"ACCEPT\"}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String event(String contract, String number, String event) {
        return recorded(
                "events",
                "{\"contractId\":\"" + contract + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event + "}",
                "eventId");
    }

    private static String recorded(String path, String body, String id) {
        var answer = service.post(BANK_A, "/api/v1/" + path, UUID.randomUUID().toString(), body);
        return String.valueOf(tree(answer, 201).get(id));
    }

    private static Map<?, ?> tree(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> get(Caller caller, String path) {
        return service.get(service.token(caller), "/api/v1/" + path);
    }

    private static List<Map<?, ?>> all(Caller caller, String path, int limit) {
        return all(caller, path, limit, _ -> {});
    }

    /** Everything in a list, page by page; {@code between} runs after each page. */
    private static List<Map<?, ?>> all(Caller caller, String path, int limit, IntConsumer between) {
        List<Map<?, ?>> items = new ArrayList<>();
        String name = path.replaceAll("\\?.*", "").replaceAll(".*/", "");
        String next = "";
        int pages = 0;
        do {
            String query = (path.contains("?") ? "&" : "?") + "limit=" + limit + next;
            Map<?, ?> page = tree(get(caller, path + query), 200);
            List<?> found = (List<?>) Objects.requireNonNull(page.get(name));
            assertTrue(found.size() <= limit, "a page of " + found.size());
            found.forEach(one -> items.add((Map<?, ?>) Objects.requireNonNull(one)));
            between.accept(pages++);
            next = page.get("next") == null ? "" : "&cursor=" + page.get("next");
            assertTrue(pages < 100, "the pages have no end");
        } while (!next.isEmpty());
        return items;
    }

    private static List<String> ids(List<Map<?, ?>> items, String id) {
        return items.stream().map(one -> String.valueOf(one.get(id))).toList();
    }

    @Test
    void every_list_has_everything_once_and_in_order_whatever_the_size_of_its_pages() {
        for (int limit : List.of(1, 2, 500)) {
            assertEquals(LINES, all(BANK_A, "lines", limit).size());
            assertEquals(LINES, all(BANK_A, "drawdowns", limit).size());
            assertEquals(
                    2,
                    all(BANK_A, "repayments?contractId=" + CONTRACTS.getLast(), limit)
                            .size());
            assertEquals(LINES + 1, all(BANK_A, "contracts", limit).size());
        }
        assertEquals(CONTRACTS, ids(all(BANK_A, "lines", 2), "contractId"));
        assertEquals(CONTRACTS, ids(all(BANK_A, "drawdowns", 3), "contractId"));
        var paid = all(BANK_A, "repayments", 500);
        assertEquals(paid, all(BANK_A, "repayments", 2), "order depends on the size of pages");
        assertTrue(paid.size() > 2 * LINES, "of " + LINES + " lines and a reported loan");
        assertEquals(
                1, paid.stream().filter(one -> one.containsKey("repaymentId")).count());
    }

    @Test
    void what_is_recorded_meanwhile_neither_repeats_nor_hides_anything() {
        List<String> before = ids(all(BANK_A, "repayments", 500), "recordId");
        var seen = all(BANK_A, "repayments", 3, page -> {
            if (page < 3) {
                event(CONTRACTS.get(page), "M" + UUID.randomUUID(), BookingApiTest.REPAID.replace("400000", "1"));
            }
        });
        List<String> ids = ids(seen, "recordId");
        assertEquals(ids.size(), new HashSet<>(ids).size(), "one came twice");
        assertEquals(before, ids.subList(0, before.size()));
    }

    @Test
    void a_list_shows_what_counts_now_where_it_always_stood() {
        String contract = corrected.substring(0, corrected.indexOf('/'));
        var paid = all(BANK_A, "repayments?contractId=" + contract, 1);
        var event = (Map<?, ?>) Objects.requireNonNull(paid.getFirst().get("event"));
        assertEquals(42L, event.get("amountMinor"));
        assertEquals(3L, paid.getFirst().get("rowVersion"));
        assertTrue(paid.stream().allMatch(one -> contract.equals(one.get("contractId"))), paid.toString());
    }

    @Test
    void the_history_of_an_event_comes_in_pages_too() {
        String path = "contracts/" + corrected + "/versions";
        for (int limit : List.of(1, 2, 500)) {
            var versions = all(BANK_B, path, limit);
            assertEquals(List.of("1", "2", "3"), ids(versions, "rowVersion"));
            assertEquals(List.of("true", "true", "false"), ids(versions, "superseded"));
        }
    }

    @Test
    void a_line_says_what_is_available_of_it_and_a_contract_in_a_list_has_no_schedule() {
        Map<?, ?> line = all(BANK_A, "lines", 500).getLast();
        assertEquals(2_000_000L, line.get("limitMinor"));
        assertEquals(1_000_092L, line.get("availableMinor"));
        assertEquals("REVOLVING_LINE", line.get("product"));
        assertFalse(all(BANK_A, "contracts", 500).stream().anyMatch(one -> one.containsKey("schedule")));
    }

    @Test
    void nobody_sees_what_another_lender_funds() {
        for (String list : List.of("contracts", "lines", "drawdowns", "repayments")) {
            assertEquals(0, all(BANK_C, list, 500).size(), list);
        }
        assertEquals(LINES, all(BANK_B, "lines", 500).size());
        assertEquals(LINES, all(BANK_B, "contracts", 500).size(), "bank-b does not fund the reported loan");
        assertEquals(LINES + 1, all(TestService.OPERATOR, "contracts", 500).size());
        for (String list : List.of("drawdowns", "repayments")) {
            assertEquals(
                    404,
                    get(BANK_C, list + "?contractId=" + CONTRACTS.getFirst()).statusCode());
        }
        assertEquals(404, get(BANK_C, "contracts/" + corrected + "/versions").statusCode());
        assertEquals(401, service.get(null, "/api/v1/lines").statusCode());
    }

    @Test
    void a_cursor_of_another_lender_s_list_shows_nothing_of_it() {
        Object next = tree(get(BANK_A, "lines?limit=1"), 200).get("next");
        Map<?, ?> page = tree(get(BANK_C, "lines?cursor=" + next), 200);
        assertEquals(List.of(), page.get("lines"));
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "lines", "drawdowns", "repayments", "EVENTS", "VERSIONS"})
    void a_cursor_that_no_answer_of_the_list_gave_is_refused_by_its_name(String name) {
        String list = name.replace("EVENTS", "contracts/" + CONTRACTS.getFirst() + "/events")
                .replace("VERSIONS", "contracts/" + corrected + "/versions");
        String another = name.equals("lines") ? "drawdowns" : "lines";
        for (String bad : List.of(
                "*",
                "AAAA",
                cursor("nothing"),
                cursor(another + "\n" + UUID.randomUUID()),
                cursor(name + "\nno-id"),
                cursor(name + "\n" + UUID.randomUUID()) + "=",
                "A".repeat(2_500))) {
            var answer = get(BANK_A, list + "?cursor=" + bad);
            assertEquals(400, answer.statusCode(), bad + ": " + answer.body());
            assertTrue(answer.body().contains("\"cursor\""), answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"lines,0", "lines,501", "drawdowns,-1", "repayments,many", "contracts,2147483648", "contracts,1.5"})
    void a_page_is_bounded_and_another_size_is_refused_by_its_name(String list, String limit) {
        var answer = get(BANK_A, list + "?limit=" + limit);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"limit\""), answer.body());
    }

    @Test
    void what_was_unusual_is_found_by_its_flag_and_an_unknown_flag_is_refused_by_its_name() {
        assertEquals(1, all(BANK_A, "contracts?flag=MISSING_START_DATE", 500).size());
        assertEquals(0, all(BANK_B, "contracts?flag=MISSING_START_DATE", 500).size());
        assertEquals(0, all(BANK_A, "repayments?flag=OVERPAID", 500).size());
        for (String list : List.of("contracts", "repayments")) {
            var answer = get(BANK_A, list + "?flag=ODD");
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"flag\""), answer.body());
        }
    }

    @Test
    void the_description_names_every_list_with_its_cursor() {
        String description = service.get(null, "/openapi.yml").body();
        for (String list : List.of("contracts", "lines", "drawdowns", "repayments")) {
            int at = description.indexOf("/api/v1/" + list + ":\n");
            assertTrue(at > 0, list);
            assertTrue(description.indexOf("name: cursor", at) > 0, list);
        }
    }
}
