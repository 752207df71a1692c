package org.loanregistry.registry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.database.DatabaseLogin;
import org.loanregistry.registry.database.Transaction;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.TestRegistry;

/** What PostgreSQL itself shows of whose rows: queries that no where-clause protects, asked as the service asks for a lender. */
@SuppressWarnings("NullAway.Init")
class RowSecurityTest {
    private static final List<Caller> APART = List.of(AccessService.BANK_A, AccessService.BANK_C);

    private static AccessService service;
    private static Database database;

    /** Everything twice: once of a loan of bank-a alone and once of one of bank-c alone; and of each a loan that it shares with bank-b. */
    @BeforeAll
    static void record() {
        service = new AccessService();
        database = service.registry.bean(Database.class);
        for (Caller lender : APART) {
            recordFor(lender);
        }
        service.registry.awaitQuiet(LogName.RECORDS);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static void recordFor(Caller lender) {
        String bank = lender.organisation();
        String contract = """
                {"contractNumber":"%s","lenderOfRecord":"platform","funders":[{"lender":"BANK","shareMinor":2000000}],
                 "borrower":{"reference":"REF","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":2000000,"status":"open","startDate":"2024-01-10"%s}""".replace("BANK", bank);
        made(lender, "contracts", contract.formatted("PLAIN", """
                ,"schedule":[{"number":1,"dueDate":"2024-02-10","amountMinor":2000000,"principalMinor":2000000,"interestMinor":0}]"""));
        made(lender, "repayments", """
                {"lender":"%s","contractNumber":"PLAIN","repaymentNumber":"R-1","currency":"CNY","amountMinor":500,"paidAt":"2024-02-01"}""".formatted(bank));
        String line = text(made(lender, "contracts", contract.formatted("LINE", """
                        ,"product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360"}""")), "contractId");
        String event = """
                {"contractId":"%s","eventNumber":"%s","event":%s}""";
        made(lender, "events", event.formatted(line, "E1", """
                {"kind":"DRAWN","on":"2024-01-10","drawdown":1,"amountMinor":500000,
                 "plan":{"method":"ON_DEMAND","until":"2025-01-10","interest":"AT_END"}}"""));
        String repaid = """
                {"kind":"REPAID","on":"2024-01-25","amountMinor":%d}""";
        String eventId = text(made(lender, "events", event.formatted(line, "E2", repaid.formatted(400))), "eventId");
        correct(lender, "contracts/" + line, eventId, repaid);
        String subject = text(AccessService.json(service.get(lender, "/api/v1/contracts/" + line)), "subjectId");
        made(lender, "borrowers/" + subject + "/erasure-requests", """
                {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-0"}""");
        made(lender, "lender-figures", """
                {"kind":"TOTAL_LOANS","currency":"CNY","asOf":"2024-01-31","amountMinor":1000}""");
        share(lender, contract);
        reconcile(lender, bank);
    }

    /** A loan of which bank-b funds half, and is shown less than all. */
    private static void share(Caller lender, String contract) {
        String shared = contract.replace("2000000}]", "1000000},{\"lender\":\"bank-b\",\"shareMinor\":1000000}]");
        String id = text(made(lender, "contracts", shared.formatted("SHARED", "")), "contractId");
        made(lender, "contracts/" + id + "/share-agreements/bank-b", """
                {"version":0,"fields":["status"],"purposes":["VERIFICATION"],"caseReference":"DEAL-1"}""");
    }

    private static void correct(Caller lender, String contract, String eventId, String repaid) {
        String correction = text(
                made(lender, contract + "/events/" + eventId + "/corrections", """
                        {"rowVersion":1,"reasonCode":"212","event":%s}""".formatted(repaid.formatted(500))),
                "correctionId");
        made(
                AccessService.OPERATOR,
                contract + "/corrections/" + correction + "/decision",
                "{\"decision\":\"ACCEPT\"}");
        var notices = (List<?>) Objects.requireNonNull(
                AccessService.json(service.get(lender, "/api/v1/notices")).get("notices"));
        made(lender, "notices/" + text((Map<?, ?>) notices.getFirst(), "noticeId") + "/acknowledgement", "{}");
    }

    private static void reconcile(Caller lender, String bank) {
        var answer = TestRegistry.send(
                HttpRequest.newBuilder(service.uri().resolve("/api/v1/reconciliations?asOf=2024-12-31"))
                        .header("Authorization", "Bearer " + service.token(lender))
                        .header("Content-Type", "text/csv")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                tenant,contract_number,currency,principal_outstanding,last_record_on,version
                                %s,LINE,CNY,1.00,2024-01-25,1
                                """.formatted(bank)))
                        .build());
        var statement = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
        String path = "reconciliations/" + text(statement, "reconciliationId") + "/confirmations";
        String seen = "{\"differencesHash\":\"" + text(statement, "differencesHash") + "\"}";
        made(lender, path, seen);
        made(AccessService.OPERATOR, path, seen);
    }

    private static Map<?, ?> made(Caller caller, String path, String body) {
        var answer = service.post(caller, "/api/v1/" + path, body);
        assertTrue(answer.statusCode() < 300, path + ": " + AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static String text(Map<?, ?> tree, String member) {
        return String.valueOf(Objects.requireNonNull(tree.get(member), member));
    }

    /** The tables of which a lender may read something. */
    static Stream<String> readable() {
        return service.registry.texts("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                    and (has_table_privilege('loanreg_lender', oid, 'select')
                        or has_any_column_privilege('loanreg_lender', oid, 'select'))""").stream();
    }

    private static String all(String table) {
        return table.equals("borrower")
                ? "select subject_id::text from borrower"
                : "select t::text from " + table + " t";
    }

    private static List<String> rows(Transaction tx, String table) {
        return tx.dsl().fetch(all(table)).map(row -> row.get(0, String.class));
    }

    private static Set<String> seenBy(Caller lender, String table) {
        return new HashSet<>(database.readFor(lender.organisation(), tx -> rows(tx, table)));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void a_query_that_forgets_to_say_whose_rows_it_wants_finds_the_lender_s_own(String table) {
        Set<String> all = new HashSet<>(service.registry.texts(all(table)));
        Set<String> both = new HashSet<>();
        for (Caller lender : APART) {
            Set<String> seen = seenBy(lender, table);
            // A block is 256 leaves; the lists of what a feed holds are tested with them.
            assertFalse(seen.isEmpty() && !table.equals("feed_block"), lender + " sees nothing");
            seen.forEach(row -> assertTrue(both.add(row), "both see " + row));
        }
        assertTrue(all.containsAll(both), table);
        if (table.equals("feed_state")) {
            all.removeIf(row -> row.contains("bank-b"));
        }
        assertEquals(all, both, "some row is nobody's");
    }

    @ParameterizedTest
    @MethodSource("readable")
    void without_the_name_of_a_lender_and_with_a_wrong_one_no_row_is_shown(String table) throws Exception {
        try (var connection = service.registry.bean(DatabaseLogin.class).connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local role loanreg_lender");
            for (String name : List.of("", "bank-%", "BANK-A", "bank-a ", "bank-z")) {
                if (!name.isEmpty()) {
                    statement.execute("set local loanreg.lender = '" + name + "'");
                }
                try (var found = statement.executeQuery("select count(*) from (" + all(table) + ") t")) {
                    found.next();
                    assertEquals(0, found.getLong(1), name);
                }
            }
        }
    }

    @Test
    void who_funds_a_loan_together_sees_it_together_and_a_third_bank_does_not() {
        service.contract("JOINT", "REF-JOINT");
        for (String table : List.of("contract", "contract_share", "contract_balance")) {
            String id = service.registry
                    .texts("select contract_id::text from contract where contract_number = 'JOINT'")
                    .getFirst();
            for (Caller lender : List.of(AccessService.BANK_A, AccessService.BANK_B)) {
                assertEquals(
                        table.equals("contract_share") ? 2 : 1,
                        seenBy(lender, table).stream()
                                .filter(row -> row.contains(id))
                                .count(),
                        lender + " " + table);
            }
            assertFalse(seenBy(AccessService.BANK_C, table).stream().anyMatch(row -> row.contains(id)), table);
        }
    }

    @Test
    void every_table_of_which_a_lender_may_read_something_has_its_policies_and_no_other_has_a_grant() {
        assertEquals(22, readable().count(), "a new table? Give it its policy here and in the migration");
        assertEquals(List.of(), service.registry.texts("""
                select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                    and (has_table_privilege('loanreg_lender', oid, 'select')
                        or has_any_column_privilege('loanreg_lender', oid, 'select'))
                    and not (relrowsecurity
                        and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = 'r' and p.polpermissive
                            and p.polroles = array['loanreg_lender'::regrole::oid])
                        and (select count(*) from pg_policy p where p.polrelid = c.oid) = 2
                        and exists (select from pg_policy p where p.polrelid = c.oid
                            and p.polroles = array['loanreg_app'::regrole::oid]))"""));
        assertEquals(List.of("own_contract"), service.registry.texts("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')
                    and has_table_privilege('loanreg_lender', oid, 'select')"""));
        assertEquals(List.of(), service.registry.texts("""
                select relname || ' ' || privilege from pg_class, unnest(array['insert', 'update', 'delete', 'truncate',
                        'references', 'trigger']) privilege
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
                    and has_table_privilege('loanreg_lender', oid, privilege)"""));
    }

    @Test
    void the_role_owns_nothing_logs_in_nowhere_and_is_under_row_security() {
        assertEquals(List.of("f f f f f f f"), service.registry.texts("""
                select concat_ws(' ', rolsuper, rolcanlogin, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
                    exists (select from pg_shdepend where refobjid = r.oid and deptype = 'o'))
                from pg_roles r where rolname = 'loanreg_lender'"""));
        assertEquals(List.of(), service.registry.texts("""
                select roleid::regrole::text from pg_auth_members where member = 'loanreg_lender'::regrole"""));
        assertEquals(
                List.of("f t"),
                service.registry.texts("""
                select inherit_option || ' ' || set_option from pg_auth_members
                where roleid = 'loanreg_lender'::regrole and member = 'loanreg_app'::regrole""").stream()
                        .map(row -> row.replace("false", "f").replace("true", "t"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from subject_key",
                "select * from registry_key",
                "select * from lender_feed_key",
                "select * from lookup_key",
                "select * from tenant_secret",
                "select * from destroyed_kek",
                "select * from console_session",
                "select * from sign_in_audit",
                "select * from access_entry",
                "select * from verification",
                "select * from disclosure",
                "select * from idempotent_answer",
                "select * from proposed_correction",
                "select * from leaf",
                "select * from entry_bundle",
                "select * from feed_heads",
                "select name_sealed from borrower",
                "select * from borrower",
                "insert into notice_acknowledgement select notice_id, 'x', now() from correction_notice",
                "insert into lender_figure (lender_id, kind, currency, as_of, amount_minor, reported_by, reported_at)"
                        + " values ('bank-a', 'TOTAL_LOANS', 'CNY', '2024-01-01', 1, 'x', now())",
                "update contract_balance set paid_minor = 0",
                "delete from borrower_index",
                "truncate contract",
                "create table mine (id int)",
                "alter table contract disable row level security"
            })
    void as_a_lender_neither_keys_nor_sign_ins_nor_the_access_log_can_be_read_and_nothing_be_written(String sql) {
        var refused = assertThrows(
                DataAccessException.class,
                () -> database.inTransaction(
                        tx -> tx.readingFor("bank-a", own -> own.dsl().execute(sql))));
        assertEquals("42501", refused.sqlState(), String.valueOf(refused.getMessage()));
    }

    private static String whoIsThere(Transaction tx) {
        return tx.dsl()
                .fetchOptional("select current_user || ' ' || coalesce(current_setting('loanreg.lender', true), '')")
                .map(row -> row.get(0, String.class))
                .orElseThrow()
                .strip();
    }

    @Test
    void the_next_user_of_a_connection_is_the_service_again_whatever_ended_the_work() {
        var login = service.registry.bean(DatabaseLogin.class);
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(login.url());
            pool.setUsername(login.user());
            pool.setMaximumPoolSize(1);
            var pooled = new Database(pool, login);
            assertEquals("loanreg_lender bank-a", pooled.readFor("bank-a", RowSecurityTest::whoIsThere));
            assertEquals("loanreg_app", pooled.inTransaction(RowSecurityTest::whoIsThere));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> pooled.readFor("bank-a", _ -> {
                        throw new IllegalArgumentException("the work fails");
                    }));
            assertEquals("loanreg_app", pooled.read(RowSecurityTest::whoIsThere));
            assertThrows(
                    DataAccessException.class,
                    () -> pooled.readFor("bank-a", tx -> tx.dsl().execute("select 1 / 0")));
            assertEquals("loanreg_app", pooled.inTransaction(RowSecurityTest::whoIsThere));
            assertEquals("loanreg_lender bank-c", pooled.readFor("bank-c", RowSecurityTest::whoIsThere));
        }
    }

    @Test
    void a_part_of_a_transaction_reads_for_a_lender_and_the_rest_is_the_service_s() {
        String who = database.inTransaction(tx -> {
            assertEquals("loanreg_lender bank-a", tx.readingFor("bank-a", RowSecurityTest::whoIsThere));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> tx.readingFor("bank-a", _ -> {
                        throw new IllegalArgumentException("not found, say");
                    }));
            return whoIsThere(tx);
        });
        assertEquals("loanreg_app", who);
        String within = database.readFor("bank-a", tx -> {
            assertEquals("loanreg_lender bank-a", tx.readingFor("bank-a", RowSecurityTest::whoIsThere));
            assertThrows(IllegalStateException.class, () -> tx.readingFor("bank-c", RowSecurityTest::whoIsThere));
            return whoIsThere(tx);
        });
        assertEquals("loanreg_lender bank-a", within);
        assertThrows(IllegalArgumentException.class, () -> database.readFor("", RowSecurityTest::whoIsThere));
    }

    @Test
    void a_page_of_a_list_is_found_by_indexes_however_many_loans_there_are() {
        try (var registry = TestRegistry.create()) {
            registry.asOwner("""
                    begin;
                    set local session_replication_role = replica;
                    insert into contract (contract_id, row_version, record_id, tenant, contract_number, subject_id,
                        lender_of_record, currency, principal_minor, status, provenance, attributes, flags, submitter, kid,
                        recorded_at, sealed_record_key, leaf_hash)
                    select gen_random_uuid(), 1, gen_random_uuid(), 'bank-' || (array['a', 'b', 'c'])[1 + i % 3], 'N' || i,
                        gen_random_uuid(), 'x', 'CNY', 100, 'open', '{}', '{}', '{}', 'x', sha256('k'), now(), 'k', sha256('l')
                    from generate_series(1, 5000) i;
                    insert into contract_share select contract_id, 1, 0, tenant, 100 from contract;
                    commit;
                    analyze""");
            var loans = registry.bean(Database.class);
            List<String> lines =
                    loans.readFor("bank-a", tx -> tx.dsl().fetch("""
                    explain (costs off) select contract_id from contract c where row_version = 1
                        and record_id > '80000000-0000-0000-0000-000000000000'
                        and exists (select from contract_share s where s.contract_id = c.contract_id
                            and s.lender_id = 'bank-a') order by record_id limit 51""").map(row -> row.get(0, String.class)));
            String plan = String.join("\n", lines);
            assertTrue(plan.contains("Index Scan using contract_record_id_key"), plan);
            assertFalse(plan.contains("Seq Scan") || plan.contains("hashed"), plan);
            assertEquals(
                    1666, loans.readFor("bank-a", tx -> rows(tx, "contract")).size());
        }
    }
}
