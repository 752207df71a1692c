package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;

/** The positions of all loans at once are what the statement of each says on its own. */
class PositionsTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final int CONTRACTS = 80;

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

    private static void post(String path, List<String> items) {
        var answer = service.post(
                BANK_A,
                "/api/v1/" + path + "/batch",
                UUID.randomUUID().toString(),
                "{\"items\":[" + String.join(",", items) + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static Map<UUID, Position> positions(String lender, LocalDate day) {
        Map<UUID, Position> found = new HashMap<>();
        service.database().read(tx -> {
            service.bean(Positions.class).each(tx, lender, day, one -> found.put(one.contractId(), one));
            return found;
        });
        return found;
    }

    @Test
    void a_position_is_the_lenders_share_of_the_statement_of_that_day_whatever_happened() {
        var random = new SplittableRandom(70);
        List<String> contracts = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < CONTRACTS; i++) {
            RandomLoan one = RandomLoan.draw(random, "P-" + i, i);
            contracts.add(one.contract());
            events.addAll(one.items());
        }
        post("contracts", contracts);
        for (int from = 0; from < events.size(); from += 300) {
            post("events", events.subList(from, Math.min(events.size(), from + 300)));
        }
        AccountReader reader = service.bean(AccountReader.class);
        int out = 0;
        for (LocalDate day : List.of(LocalDate.of(2024, 1, 20), LocalDate.of(2024, 7, 31), LocalDate.of(2060, 1, 1))) {
            for (Position one : positions("bank-b", day).values()) {
                Map<String, Object> statement = reader.statement(
                        new Caller(Role.LENDER, "bank-b"), one.contractId().toString(), day.toString(), null);
                var share = (Map<?, ?>) ((List<?>) Objects.requireNonNull(statement.get("lenders"))).getFirst();
                assertEquals(
                        Objects.requireNonNull(share).get("owedPrincipalMinor"),
                        one.principalMinor(),
                        one.number() + " on " + day);
                out += one.principalMinor() > 0 ? 1 : 0;
            }
        }
        assertTrue(out > CONTRACTS / 2, "only " + out + " positions had anything out");
    }

    @Test
    void a_loan_without_a_product_owes_what_was_not_paid_until_the_day() {
        post("contracts", List.of("""
                {"contractNumber":"PLAIN","lenderOfRecord":"KP-1",
                 "funders":[{"lender":"bank-a","shareMinor":3333},{"lender":"bank-c","shareMinor":6667}],
                 "borrower":{"reference":"PLAIN","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"open","startDate":"2026-01-05"}"""));
        post(
                "repayments",
                List.of(
                        repayment("R1", "2026-02"),
                        repayment("R2", "2026-03-10T23:30:00-05:00"),
                        repayment("R3", "2026-03-09")));
        // The month counts as its first day, the instant as its day in UTC.
        for (var expected : Map.of(
                        "2026-01-04", "0 null 1",
                        "2026-01-05", "6667 null 1",
                        "2026-02-01", "6000 2026-02-01 2",
                        "2026-03-09", "5334 2026-03-09 3",
                        "2026-03-10", "5334 2026-03-09 3",
                        "2026-03-11", "4667 2026-03-11 4")
                .entrySet()) {
            Position one = positions("bank-c", LocalDate.parse(expected.getKey())).values().stream()
                    .filter(position -> position.number().equals("PLAIN"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    expected.getValue(),
                    one.principalMinor() + " " + one.lastOn() + " " + one.version(),
                    expected.getKey());
        }
    }

    private static String repayment(String number, String paidAt) {
        return "{\"contractNumber\":\"PLAIN\",\"lender\":\"bank-a\",\"repaymentNumber\":\"" + number
                + "\",\"amountMinor\":1000,\"currency\":\"USD\",\"paidAt\":\"" + paidAt + "\"}";
    }
}
