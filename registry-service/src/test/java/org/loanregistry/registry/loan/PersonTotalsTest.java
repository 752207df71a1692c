package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/** 200,000.00 yuan is the most that one person may have open at a lender in 2024. */
class PersonTotalsTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final String CONTRACT = """
            {"contractNumber":"NUMBER","lenderOfRecord":"LENDER","funders":[{"lender":"LENDER","shareMinor":PRINCIPAL}],
             "borrower":{"reference":"REFERENCE","name":"Zhang San","nationalId":"NATIONAL","mobile":"13912345678"},
             "currency":"CNY","principalMinor":PRINCIPAL,"status":"open","startDate":"2024-01-10",
             "product":{"kind":"KIND","annualRate":"0.144","dayCount":"ACT_360"}}""";

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

    private static String line(String lender, String reference, String nationalId, long principal) {
        return CONTRACT.replace("NUMBER", "P-" + UUID.randomUUID())
                .replace("LENDER", lender)
                .replace("REFERENCE", reference)
                .replace("NATIONAL", nationalId)
                .replace("PRINCIPAL", String.valueOf(principal))
                .replace("KIND", "REVOLVING_LINE");
    }

    private static Map<?, ?> post(Caller caller, String path, String body, int status) {
        var answer = service.post(caller, "/api/v1/" + path, UUID.randomUUID().toString(), body);
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static String open(Caller caller, String contract) {
        return String.valueOf(post(caller, "contracts", contract, 201).get("contractId"));
    }

    private static Object warnings(Caller caller, String contractId) {
        var answer = service.get(service.token(caller), "/api/v1/contracts/" + contractId);
        Map<?, ?> tree =
                (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
        return Objects.requireNonNull(tree.get("ruleWarnings"));
    }

    @Test
    void what_one_person_has_open_is_warned_of_above_the_limit_whatever_its_reference() {
        String id = "110105194912310070";
        open(BANK_A, line("bank-a", "T-1", id, 12_000_000));
        assertEquals(List.of(), warnings(BANK_A, open(BANK_A, line("bank-a", "T-2", id, 8_000_000))));
        String third = line("bank-a", "T-1", id, 1);
        assertEquals(List.of("CN-PERSON-TOTAL-2020"), warnings(BANK_A, open(BANK_A, third)));
        post(BANK_A, "contracts", third, 200);
    }

    @Test
    void other_persons_other_lenders_and_closed_loans_do_not_count() {
        String id = "110105194912310097";
        String first = open(BANK_A, line("bank-a", "T-3", id, 20_000_000));
        Caller bankB = new Caller(Role.LENDER, "bank-b");
        assertEquals(List.of(), warnings(bankB, open(bankB, line("bank-b", "T-3", id, 20_000_000))));
        assertEquals(
                List.of(), warnings(BANK_A, open(BANK_A, line("bank-a", "T-4", "110105194912310118", 20_000_000))));
        post(
                BANK_A,
                "events",
                "{\"contractId\":\"" + first
                        + "\",\"eventNumber\":\"E\",\"event\":{\"kind\":\"CLOSED\",\"on\":\"2024-01-11\"}}",
                201);
        assertEquals(List.of(), warnings(BANK_A, open(BANK_A, line("bank-a", "T-3", id, 20_000_000))));
    }

    @Test
    void two_contracts_of_one_request_count_together() {
        String id = "110105194912310134";
        String batch =
                "{\"items\":[" + line("bank-a", "T-5", id, 20_000_000) + "," + line("bank-a", "T-5", id, 100) + "]}";
        List<?> items = (List<?>) Objects.requireNonNull(
                post(BANK_A, "contracts/batch", batch, 200).get("outcomes"));
        // Which of both comes first is the order of their numbers.
        List<Object> warned = items.stream()
                .map(one -> ((Map<?, ?>) Objects.requireNonNull(one)).get("contractId"))
                .map(one -> warnings(BANK_A, String.valueOf(one)))
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        assertEquals(List.of(List.of("CN-PERSON-TOTAL-2020"), List.of()), warned);
    }
}
