package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
import org.loanregistry.registry.log.LogCheck;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogWriter;

/** Each kind of tampering with one loan, past the triggers, is found and named; nothing else is. */
class DatabaseCheckTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final String PURCHASE = BookingApiTest.DRAWN.replace(
            "\"drawdown\":1",
            "\"drawdown\":1,\"fundFlow\":{\"payee\":\"a supplier\",\"purpose\":\"stock\",\"coreCompany\":\"core\","
                    + "\"order\":\"ORDER\"}");

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

    private static String recorded(String path, String body, String id) {
        var answer = service.post(BANK_A, "/api/v1/" + path, UUID.randomUUID().toString(), body);
        assertEquals(201, answer.statusCode(), answer.body());
        Map<?, ?> tree =
                (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
        return String.valueOf(tree.get(id));
    }

    private static String event(String contract, String number, String event) {
        return recorded(
                "events",
                "{\"contractId\":\"" + contract + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event + "}",
                "eventId");
    }

    private static List<String> faults() {
        return service.bean(DatabaseCheck.class).run(_ -> {}).faults();
    }

    private static int tamper(String sql) throws SQLException {
        try (var owner = service.owner().connect();
                var statement = owner.createStatement()) {
            statement.execute("set session_replication_role = replica");
            return statement.executeUpdate(sql);
        }
    }

    /** A line with a drawdown that an order backs and a repayment: its contract, its events, their borrower. */
    private static String filled(String sql) {
        String number = UUID.randomUUID().toString();
        String contract = recorded(
                "contracts",
                BookingApiTest.LINE.replace("REVOLVING_LINE", "SMALL_BUSINESS").replace("NUMBER", number),
                "contractId");
        String drawn = event(contract, "E1", PURCHASE.replace("ORDER", number));
        event(contract, "E2", BookingApiTest.REPAID);
        return sql.replace(":contract", "'" + contract + "'").replace(":drawn", "'" + drawn + "'");
    }

    private static List<String> newFaults(String sql) throws SQLException {
        String filled = filled(sql);
        List<String> before = faults();
        assertEquals(1, tamper(filled), filled);
        List<String> after = new ArrayList<>(faults());
        after.removeAll(before);
        return after.stream()
                .map(one -> one.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update loan_event set body = replace(body, '1000000', '1000001') where event_id = :drawn"
                        + "|contract ID: account_balance is not what its events fold to"
                        + "; record ID: its leaf does not follow from its row",
                "update loan_event set body = replace(body, '25', '25x') where contract_id = :contract and kind = 'REPAID'"
                        + "|contract ID: account_balance is not what its events fold to"
                        + "; event ID: its columns are not what its body says"
                        + "; record ID: its leaf does not follow from its row",
                "update loan_event set kind = 'CLOSED' where event_id = :drawn"
                        + "|event ID: its columns are not what its body says",
                "update loan_event set effective_on = '2023-01-01' where event_id = :drawn"
                        + "|event ID: its columns are not what its body says",
                "update loan_event set leaf_hash = sha256('') where event_id = :drawn"
                        + "|record ID: its row names another leaf hash",
                "update loan_event set sealed_record_key = set_byte(sealed_record_key, 40, 255 - get_byte(sealed_record_key, 40)) where event_id = :drawn"
                        + "|record ID: its sealed key does not open",
                "delete from loan_event where contract_id = :contract and kind = 'REPAID'"
                        + "|contract ID: account_balance is not what its events fold to; record ID: its row is gone",
                "insert into loan_event select gen_random_uuid(), 1, gen_random_uuid(), contract_id, contract_number, 'E3',"
                        + " kind, effective_on, body, null, null, '{}', null, null, false, null, submitter, kid, recorded_at,"
                        + " sealed_record_key, leaf_hash from loan_event where contract_id = :contract and kind = 'REPAID'"
                        + "|contract ID: account_balance is not what its events fold to; record ID: it has no leaf",
                "update account_balance set due_minor = due_minor + 1 where contract_id = :contract"
                        + "|contract ID: account_balance is not what its events fold to",
                "delete from account_balance where contract_id = :contract"
                        + "|contract ID: account_balance is not what its events fold to",
                "update contract_balance set paid_minor = 1 where contract_id = :contract"
                        + "|contract ID: contract_balance is not what its repayments fold to",
                "delete from contract_balance where contract_id = :contract"
                        + "|contract ID: contract_balance is not what its repayments fold to",
                "update contract set status = 'closed' where contract_id = :contract"
                        + "|record ID: its leaf does not follow from its row",
                "update contract set start_date = 'soon' where contract_id = :contract"
                        + "|contract ID: its rows cannot be read; record ID: its rows cannot be read",
                "update contract_product set calculator = 'another' where contract_id = :contract"
                        + "|record ID: its leaf does not follow from its row",
                "delete from drawdown_evidence where event_id = :drawn"
                        + "|event ID: drawdown_evidence is not the order that backs it",
                "insert into drawdown_evidence values ('core', 'taken', gen_random_uuid())|",
                "update borrower set name_sealed = set_byte(name_sealed, 40, 255 - get_byte(name_sealed, 40)) where subject_id ="
                        + " (select subject_id from contract where contract_id = :contract)"
                        + "|record ID: its rows cannot be read",
            })
    void what_was_altered_is_named(String sql, String faults) throws SQLException {
        assertEquals(faults == null ? List.of() : List.of(faults.split("; ", -1)), newFaults(sql));
    }

    @Test
    void a_share_that_was_altered_is_in_every_record_of_the_loan() throws SQLException {
        var faults =
                newFaults("update contract_share set share_minor = 600001 where contract_id = :contract and place = 0");
        assertEquals(3, faults.size(), faults.toString());
    }

    @Test
    void a_repayment_of_an_imported_loan_is_held_against_its_balance() throws SQLException {
        String number = UUID.randomUUID().toString();
        String contract = recorded(
                "contracts", FormTest.CONTRACT.replace("C-1", number).replace("B-1", "REF-" + number), "contractId");
        recorded("repayments", FormTest.REPAYMENT.replace("C-1", number).replace("R-1", "R-" + number), "repaymentId");
        var before = faults();
        tamper(
                "update repayment set amount_minor = amount_minor + 1, excess_minor = excess_minor + 1 where contract_id = '"
                        + contract + "'");
        var after = new ArrayList<>(faults());
        after.removeAll(before);
        assertEquals(2, after.size(), after.toString());
        assertTrue(after.stream().anyMatch(one -> one.contains("contract_balance")), after.toString());
    }

    @Test
    void records_that_went_into_the_log_without_the_outbox_are_held_against_it_as_the_others() throws SQLException {
        String number = UUID.randomUUID().toString();
        String contract = recorded(
                "contracts", FormTest.CONTRACT.replace("C-1", number).replace("B-1", "REF-" + number), "contractId");
        var before = faults();
        List<RepaymentTerms> repayments = new ArrayList<>();
        for (int i = 0; i < LogWriter.DIRECT_LEAVES; i++) {
            repayments.add(new RepaymentTerms(
                    new ContractReference.ById(UUID.fromString(contract)),
                    "R-" + i,
                    "USD",
                    1,
                    null,
                    null,
                    null,
                    PartialDate.parse("2024-01-05"),
                    null,
                    new TreeMap<>(),
                    new TreeMap<>()));
        }
        assertEquals(repayments.size(), service.bean(RepaymentIntake.class).load(TestService.OPERATOR, repayments));
        assertEquals(before, faults());
        assertEquals(
                List.of(),
                service.bean(LogCheck.class).run(LogName.RECORDS, service.bean(DatabaseCheck.class)::present, _ -> {}));
        tamper("update repayment set submitter = 'another' where repayment_number = 'R-7' and contract_id = '"
                + contract + "'");
        assertEquals(before.size() + 1, faults().size());
    }

    @Test
    void a_key_destroyed_without_an_erasure_that_says_so_is_a_fault_for_each_record() throws SQLException {
        var before = service.bean(DatabaseCheck.class).run(_ -> {});
        var faults = newFaults("delete from subject_key where subject_id ="
                + " (select subject_id from contract where contract_id = :contract)");
        var after = service.bean(DatabaseCheck.class).run(_ -> {});
        assertEquals(Collections.nCopies(3, "record ID: its borrower's key is gone, and no erasure says so"), faults);
        assertEquals(before.erased() + 3, after.erased());
    }
}
