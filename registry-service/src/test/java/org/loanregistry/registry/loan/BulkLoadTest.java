package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.LogWriter;

/** Bulk does not look for what was recorded before: what stands must be found all the same, and what is refused stay out. */
class BulkLoadTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final int MANY = LogWriter.DIRECT_LEAVES;

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

    /** A new contract's number. */
    private static String contract() {
        String number = UUID.randomUUID().toString();
        var answer = service.post(
                BANK_A,
                "/api/v1/contracts",
                number,
                FormTest.CONTRACT.replace("C-1", number).replace("B-1", "REF-" + number));
        assertEquals(201, answer.statusCode(), answer.body());
        return number;
    }

    private static List<RepaymentTerms> repayments(String contract, int from, int to, long amount) {
        List<RepaymentTerms> repayments = new ArrayList<>();
        for (int i = from; i < to; i++) {
            repayments.add(repayment(contract, "R-" + i, "USD", amount, null));
        }
        return repayments;
    }

    private static RepaymentTerms repayment(
            String contract, String number, String currency, long amount, @Nullable Long interest) {
        return new RepaymentTerms(
                new ContractReference.ByNumber("bank-a", contract),
                number,
                currency,
                amount,
                interest == null ? null : 0L,
                interest,
                null,
                PartialDate.parse("2024-01-05"),
                null,
                new TreeMap<>(),
                new TreeMap<>());
    }

    private static int load(Caller caller, List<RepaymentTerms> repayments) {
        return service.bean(RepaymentIntake.class).load(caller, repayments);
    }

    private static long standing(String contract) {
        return service.database()
                .read(tx -> tx.dsl()
                        .fetchSingle("select count(*) from repayment where contract_number = ?", contract)
                        .get(0, Long.class));
    }

    private static String refusal(Caller caller, List<RepaymentTerms> repayments) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> load(caller, repayments))
                .getMessage());
    }

    @Test
    void loaded_again_it_records_nothing_and_with_more_only_what_is_new() {
        String contract = contract();
        assertEquals(MANY, load(BANK_A, repayments(contract, 0, MANY, 1)));
        assertEquals(0, load(BANK_A, repayments(contract, 0, MANY, 1)));
        assertEquals(10, load(BANK_A, repayments(contract, 10, MANY + 10, 1)));
        assertEquals(3, load(BANK_A, repayments(contract, MANY + 7, MANY + 13, 1)));
        assertEquals(MANY + 13, standing(contract));
    }

    @Test
    void a_repayment_twice_in_one_load_is_recorded_once() {
        String contract = contract();
        var twice = repayments(contract, 0, 40, 1);
        twice.addAll(repayments(contract, 20, 60, 1));
        assertEquals(60, load(BANK_A, twice));
        assertEquals(60, standing(contract));
    }

    @Test
    void of_two_loads_of_the_same_at_the_same_time_one_records_each() throws Exception {
        String contract = contract();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> once = () -> load(BANK_A, repayments(contract, 0, MANY, 1));
            int recorded = 0;
            for (var one : threads.invokeAll(List.of(once, once))) {
                recorded += one.get();
            }
            assertEquals(MANY, recorded);
        }
        assertEquals(MANY, standing(contract));
    }

    @Test
    void another_amount_under_a_recorded_number_is_refused_and_nothing_of_the_load_is_recorded() {
        String contract = contract();
        load(BANK_A, repayments(contract, 0, 5, 1));
        var load = repayments(contract, 5, 50, 1);
        load.addAll(repayments(contract, 4, 5, 2));
        assertTrue(refusal(BANK_A, load).contains("amountMinor"));
        assertEquals(5, standing(contract));
    }

    @Test
    void another_amount_under_a_number_of_the_same_load_is_refused() {
        String contract = contract();
        var load = repayments(contract, 0, 50, 1);
        load.addAll(repayments(contract, 4, 5, 2));
        assertTrue(refusal(BANK_A, load).contains("amountMinor"));
        assertEquals(0, standing(contract));
    }

    @Test
    void parts_that_do_not_add_up_another_currency_and_a_strangers_contract_are_refused_by_field() {
        String contract = contract();
        assertTrue(
                refusal(BANK_A, List.of(repayment(contract, "R", "USD", 5, 9L))).contains("amountMinor"));
        assertTrue(refusal(BANK_A, List.of(repayment(contract, "R", "CNY", 5, null)))
                .contains("currency"));
        assertTrue(refusal(BANK_B, List.of(repayment(contract, "R", "USD", 5, null)))
                .contains("contractNumber"));
        assertTrue(
                refusal(BANK_A, List.of(repayment("none", "R", "USD", 5, null))).contains("contractNumber"));
        assertEquals(0, standing(contract));
    }

    @Test
    void what_is_recorded_stays_fine_when_it_comes_again_with_parts_that_would_not_fit_any_more() {
        String contract = contract();
        var whole = repayment(contract, "R-1", "USD", 10_000, null);
        assertEquals(1, load(BANK_A, List.of(whole)));
        assertEquals(0, load(BANK_A, List.of(whole)));
        assertEquals(1, standing(contract));
    }
}
