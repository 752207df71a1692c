package org.loanregistry.registry.sharing.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.loanregistry.registry.access.AccessService.BANK_A;
import static org.loanregistry.registry.access.AccessService.BANK_B;
import static org.loanregistry.registry.access.AccessService.BANK_C;
import static org.loanregistry.registry.access.AccessService.DPO;
import static org.loanregistry.registry.access.AccessService.OPERATOR;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.error.NotAllowed;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.DisclosureCheck;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;

/** Both sides confirm a statement, and it becomes a record of the log. */
class ConfirmationTest {
    private static final String LINE = "bank-a,L-1,USD,49.00,,1\r\n";

    private AccessService service;
    private Bank bank;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        bank = new Bank(service);
        subject = service.contract("L-1", "REF-1");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> confirm(Caller caller, Map<?, ?> statement) {
        return confirm(caller, statement, "{\"differencesHash\":\"" + statement.get("differencesHash") + "\"}");
    }

    private HttpResponse<byte[]> confirm(Caller caller, Map<?, ?> statement, String body) {
        return service.post(
                caller, "/api/v1/reconciliations/" + statement.get("reconciliationId") + "/confirmations", body);
    }

    private long records() {
        return service.registry.count("reconciliation_record");
    }

    private List<String> faults() {
        service.registry.awaitQuiet(LogName.RECORDS);
        return service.registry.bean(DatabaseCheck.class).run(_ -> {}).faults();
    }

    @Test
    void what_both_sides_confirmed_is_a_record_in_the_banks_feed_that_its_verifier_and_the_check_accept() {
        Map<?, ?> statement = bank.compared(BANK_B, LINE);
        Map<?, ?> one = Bank.created(confirm(OPERATOR, statement));
        assertEquals("OPEN", one.get("state"));
        assertEquals(0, records());
        Map<?, ?> both = Bank.created(confirm(BANK_B, statement));
        assertEquals("CONFIRMED", both.get("state"));
        assertEquals(2, ((List<?>) Objects.requireNonNull(both.get("confirmations"))).size());
        assertEquals(List.of(), faults());

        service.registry.anchorWithoutLedger();
        String path = "/api/v1/records/" + both.get("recordId") + "/proof";
        var bundle = ProofBundle.parse(AccessService.text(service.get(BANK_B, path)));
        var disclosure = Disclosure.parse(Objects.requireNonNull(bundle.extraJson()));
        assertTrue(bundle.check(disclosure.leafHash()).isValid());
        assertEquals(both.get("leafHash"), disclosure.leafHash().toBase64());
        var matches = assertInstanceOf(
                DisclosureCheck.Matches.class, disclosure.check(service.registry.bean(RecordSchemas.class)));
        assertEquals("reconciliation/1", matches.schema().name());
        Map<Integer, FieldValue> values = matches.values();
        assertEquals("bank-b", Objects.requireNonNull(values.get(2)).display());
        assertEquals("2026-06-30", Objects.requireNonNull(values.get(3)).display());
        assertEquals(
                statement.get("fileHash"), Objects.requireNonNull(values.get(4)).display());
        assertEquals(
                "{\"AMOUNT\":1,\"DATE\":0,\"MISSING_AT_BANK\":0,\"MISSING_AT_REGISTRY\":0,\"ROUNDING\":0,\"VERSION\":0}",
                Objects.requireNonNull(values.get(8)).display());
        assertEquals(404, service.get(BANK_A, path).statusCode(), "a feed is its lender's own");
        assertTrue(AccessService.text(service.get(BANK_B, "/api/v1/feed/entries"))
                .contains(String.valueOf(both.get("recordId"))));
        assertFalse(AccessService.text(service.get(BANK_A, "/api/v1/feed/entries"))
                .contains(String.valueOf(both.get("recordId"))));
    }

    @Test
    void a_statement_that_is_altered_afterwards_is_named_by_the_check() {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        confirm(BANK_A, statement);
        Map<?, ?> both = Bank.created(confirm(OPERATOR, statement));
        service.registry.asOwner("set session_replication_role = replica; update reconciliation set agreed_count = 7");
        assertEquals(List.of("record " + both.get("recordId") + ": its leaf does not follow from its row"), faults());
    }

    @Test
    void sides_that_confirm_at_once_make_one_record() {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        var operator = CompletableFuture.supplyAsync(() -> confirm(OPERATOR, statement));
        var lender = confirm(BANK_A, statement);
        assertEquals(201, lender.statusCode(), AccessService.text(lender));
        assertEquals(201, operator.join().statusCode());
        assertEquals(1, records());
    }

    @Test
    void a_third_file_at_a_time_is_turned_away_and_taken_once_there_is_room() {
        var others = Executors.newVirtualThreadPerTaskExecutor();
        List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
        service.registry.bean(Database.class).inTransaction(tx -> {
            // Whoever compares a file of this bank waits for this at its end.
            new ReconciliationStore().lock(tx, "bank-a");
            for (int i = 0; i < 2; i++) {
                sent.add(CompletableFuture.supplyAsync(() -> bank.send(BANK_A, LINE), others));
            }
            while (service.registry.count("pg_locks where locktype = 'advisory' and not granted") < 2) {
                Thread.onSpinWait();
            }
            var third = bank.send(BANK_B, LINE);
            assertEquals(429, third.statusCode(), AccessService.text(third));
            assertEquals("10", third.headers().firstValue("Retry-After").orElse(""));
            return third;
        });
        sent.forEach(one -> assertEquals(201, one.join().statusCode()));
        assertEquals(201, bank.send(BANK_B, LINE).statusCode());
        others.close();
    }

    @Test
    void a_side_confirms_once_and_never_for_the_other() {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        assertEquals(201, confirm(BANK_A, statement).statusCode());
        assertEquals(409, confirm(BANK_A, statement).statusCode());
        assertEquals(404, confirm(BANK_B, statement).statusCode());
        assertEquals(404, confirm(BANK_C, statement).statusCode());
        assertEquals(403, confirm(DPO, statement).statusCode());
        assertEquals(403, confirm(new Caller(Role.BORROWER, subject), statement).statusCode());
        assertEquals(0, records());
        assertEquals(201, confirm(OPERATOR, statement).statusCode());
        assertEquals(409, confirm(OPERATOR, statement).statusCode());
        assertEquals(
                404,
                confirm(OPERATOR, Map.of("reconciliationId", UUID.randomUUID(), "differencesHash", "0".repeat(64)))
                        .statusCode());
        assertEquals(1, records());
    }

    @Test
    void one_organisation_is_never_both_sides() {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        confirm(BANK_A, statement);
        var desk = service.registry.bean(ReconciliationDesk.class);
        var twice = assertThrows(
                NotAllowed.class,
                () -> service.registry
                        .bean(Database.class)
                        .inTransaction(tx -> desk.confirm(
                                tx,
                                new Caller(Role.OPERATOR, "bank-a"),
                                UUID.fromString(String.valueOf(statement.get("reconciliationId"))),
                                Hash.parseHex(String.valueOf(statement.get("differencesHash"))))));
        assertEquals("The two sides are two organisations.", twice.getMessage());
    }

    @Test
    void what_a_later_comparison_replaced_is_not_confirmed_and_what_was_confirmed_is_not_replaced() {
        Map<?, ?> first = bank.compared(BANK_A, LINE);
        confirm(BANK_A, first);
        Map<?, ?> second = bank.compared(BANK_A, LINE);
        assertEquals(409, confirm(OPERATOR, first).statusCode());
        confirm(BANK_A, second);
        confirm(OPERATOR, second);
        bank.compared(BANK_A, LINE);
        assertEquals(
                "CONFIRMED",
                AccessService.json(service.get(BANK_A, "/api/v1/reconciliations/" + second.get("reconciliationId")))
                        .get("state"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"differencesHash\":\"00\"}",
                "{\"differencesHash\":1}",
                "{\"differencesHash\":\"HASH\",\"party\":\"OPERATOR\"}",
                "[]",
                ""
            })
    void a_confirmation_that_breaks_a_rule_is_refused(String body) {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        var answer = confirm(BANK_A, statement, body.replace("HASH", String.valueOf(statement.get("differencesHash"))));
        assertEquals(400, answer.statusCode(), AccessService.text(answer));
        assertEquals(0, service.registry.count("reconciliation_confirmation"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update reconciliation set agreed_count = 0",
                "delete from reconciliation_difference",
                "update reconciliation_confirmation set party = 'OPERATOR'",
                "truncate reconciliation_record",
            })
    void what_was_compared_and_confirmed_is_not_even_changed_by_the_owner_of_the_tables(String sql) {
        confirm(BANK_A, bank.compared(BANK_A, LINE));
        var refused = assertThrows(IllegalStateException.class, () -> service.registry.asOwner(sql));
        assertTrue(String.valueOf(refused.getCause()).contains("append-only"), String.valueOf(refused.getCause()));
    }

    @Test
    void what_somebody_else_saw_is_not_confirmed() {
        Map<?, ?> statement = bank.compared(BANK_A, LINE);
        var answer = confirm(BANK_A, statement, "{\"differencesHash\":\"" + "0".repeat(64) + "\"}");
        assertEquals(409, answer.statusCode(), AccessService.text(answer));
        assertTrue(AccessService.text(answer).contains("\"differencesHash\""), AccessService.text(answer));
    }
}
