package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.transparency.record.RecordCommitment;
import org.loanregistry.transparency.record.RecordSchemas;

class LoanApiTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");

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

    private static String contract(String number) {
        return FormTest.CONTRACT.replace("C-1", number).replace("B-1", "REF-OF-" + number);
    }

    private static String repayment(String contract, String number) {
        return FormTest.REPAYMENT.replace("C-1", contract).replace("R-1", number);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Test
    void a_recorded_contract_is_answered_with_ids_and_a_signed_receipt_and_shows_nothing_personal() {
        var answer = service.post(BANK_A, "/api/v1/contracts", key(), contract("A-1"));
        assertEquals(201, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("loanreg receipt v1"), answer.body());
        var shown = service.get(service.token(BANK_A), "/api/v1/contracts?number=A-1");
        assertEquals(200, shown.statusCode(), shown.body());
        assertFalse(shown.body().contains("Zhang"), shown.body());
        assertEquals(
                404,
                service.get(service.token(BANK_B), "/api/v1/contracts?number=A-1")
                        .statusCode());
    }

    @Test
    void the_same_key_gives_the_same_answer_and_refuses_another_body() {
        String key = key();
        var first = service.post(BANK_A, "/api/v1/contracts", key, contract("K-1"));
        assertEquals(
                first.body(),
                service.post(BANK_A, "/api/v1/contracts", key, contract("K-1")).body());
        assertEquals(
                409,
                service.post(BANK_A, "/api/v1/contracts", key, contract("K-2")).statusCode());
        assertEquals(
                400,
                service.post(BANK_A, "/api/v1/contracts", null, contract("K-3")).statusCode());
        assertEquals(
                200,
                service.post(BANK_A, "/api/v1/contracts", key(), contract("K-1"))
                        .statusCode());
    }

    @Test
    void only_an_answer_given_before_says_so_in_its_header() {
        String key = key();
        var first = service.post(BANK_A, "/api/v1/contracts", key, contract("H-1"));
        assertTrue(first.headers().firstValue("Idempotent-Replayed").isEmpty());
        var again = service.post(BANK_A, "/api/v1/contracts", key, contract("H-1"));
        assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
    }

    @Test
    void other_content_under_a_known_number_is_a_conflict_that_names_the_fields_only() {
        service.post(BANK_A, "/api/v1/contracts", key(), contract("D-1"));
        var answer = service.post(
                BANK_A,
                "/api/v1/contracts",
                key(),
                contract("D-1").replace("paid", "late").replace("Zhang", "Li"));
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"status\"") && answer.body().contains("borrower.name"), answer.body());
        assertFalse(answer.body().contains("late") || answer.body().contains("Li San"), answer.body());
    }

    @Test
    void every_error_is_problem_details() {
        assertProblem(401, service.get(null, "/api/v1/contracts?number=1"));
        assertProblem(401, service.get("wrong", "/api/v1/contracts?number=1"));
        assertProblem(404, service.get(service.token(BANK_A), "/api/v1/contracts?number=none"));
        assertProblem(403, service.post(BANK_B, "/api/v1/contracts", key(), contract("E-1")));
        assertProblem(404, service.post(BANK_A, "/api/v1/repayments", key(), repayment("none", "R-1")));
        assertProblem(400, service.post(BANK_A, "/api/v1/contracts", key(), "{"));
        assertProblem(400, service.post(BANK_A, "/api/v1/contracts", key(), "{\"a\":1,\"a\":2}"));
        assertProblem(400, service.post(BANK_A, "/api/v1/contracts/batch", key(), "{\"items\":[]}"));
        assertProblem(400, service.get(service.token(BANK_A), "/api/v1/contracts?lender=bank-a"));
    }

    private static void assertProblem(int status, java.net.http.HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
    }

    @Test
    void refused_items_of_a_batch_do_not_stop_the_others() {
        String batch = "{\"items\":[" + contract("B-1") + "," + contract("B-2").replace("USD", "???") + ","
                + contract("B-1") + "]}";
        var answer = service.post(TestService.OPERATOR, "/api/v1/contracts/batch", key(), batch);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"recorded\""), answer.body());
        assertTrue(answer.body().contains("\"refused\""), answer.body());
        assertTrue(answer.body().contains("\"already-recorded\""), answer.body());
    }

    @Test
    void an_overpayment_is_kept_flagged_and_leaves_nothing_outstanding() {
        service.post(BANK_A, "/api/v1/contracts", key(), contract("O-1"));
        var answer = service.post(
                BANK_A, "/api/v1/repayments", key(), repayment("O-1", "R-1").replace("1000", "12500"));
        assertEquals(201, answer.statusCode(), answer.body());
        String shown = service.get(service.token(BANK_A), "/api/v1/contracts?number=O-1")
                .body();
        assertTrue(shown.contains("OVERPAID") && shown.contains("\"excessMinor\":2500"), shown);
        assertTrue(shown.contains("\"principalOutstandingMinor\":0"), shown);
    }

    @Test
    void every_record_is_rebuilt_from_its_rows_to_the_leaf_hash_recorded() {
        service.post(BANK_A, "/api/v1/contracts", key(), contract("L-1"));
        service.post(BANK_A, "/api/v1/repayments", key(), repayment("L-1", "R-1"));
        var schemas = service.bean(RecordSchemas.class);
        service.database().read(tx -> {
            var contract = new ContractStore().byNumber(tx, "L-1").getFirst();
            var repayment = new RepaymentStore()
                    .ofContract(tx, contract.row().contractId())
                    .getFirst();
            for (var one : List.of(contract, repayment)) {
                UUID recordId = one.row() instanceof RecordedContract row
                        ? row.stamp().recordId()
                        : repayment.row().stamp().recordId();
                var contents = service.bean(RecordBook.class)
                        .read(tx, List.of(recordId))
                        .getFirst();
                var rebuilt = RecordCommitment.of(
                        schemas.require(contents.schemaId()),
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
    void nothing_personal_stands_in_clear_in_any_column_of_any_table() throws SQLException {
        service.post(BANK_A, "/api/v1/contracts", key(), contract("P-1"));
        List<String> secrets = List.of("Zhang San", "11010519491231002X", "13912345678", "REF-OF-P-1");
        List<String> found = new ArrayList<>();
        try (var connection = service.owner().connect();
                var statement = connection.createStatement();
                var tables = connection.createStatement()) {
            var names = tables.executeQuery("select tablename from pg_tables where schemaname = 'public'");
            int scanned = 0;
            while (names.next()) {
                var rows = statement.executeQuery("select t::text from \"" + names.getString(1) + "\" t");
                while (rows.next()) {
                    scanned++;
                    String row = rows.getString(1);
                    for (String secret : secrets) {
                        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
                        if (row.contains(secret) || row.contains(hex)) {
                            found.add(names.getString(1));
                        }
                    }
                }
            }
            assertTrue(scanned > 10, "only " + scanned + " rows");
        }
        assertEquals(List.of(), found);
    }
}
