package org.loanregistry.registry.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.privacy.key.DataKeyCache;
import org.loanregistry.privacy.key.TenantKeys;
import org.loanregistry.registry.access.AccessService;
import org.loanregistry.registry.borrower.BorrowerDirectory;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.BorrowerLoans;
import org.loanregistry.registry.loan.DatabaseCheck;
import org.loanregistry.registry.log.LogCheck;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.LogReader;
import org.loanregistry.registry.log.RecordIds;

/** A borrower's data erased: who asks, who decides, what is gone, what is proved, and what puts it off. */
class ErasureTest {
    private static final String ASKED = """
            {"reason":"PURPOSE_FULFILLED","caseReference":"CASE-1"}""";
    private static final String GRANT = """
            {"decision":"GRANT","caseReference":"DPO-1"}""";
    private static final String HOLD = """
            {"basis":"AML","caseReference":"HOLD-1"}""";
    private static final String RELEASE = """
            {"caseReference":"HOLD-2"}""";
    private static final String CLOSED = ",\"closedAt\":\"2026-01-31\"";

    private AccessService service;
    private String subject;

    @BeforeEach
    void record() {
        service = new AccessService();
        subject = service.contract("A-1", "REF-1", CLOSED);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<byte[]> ask(Caller caller, String who) {
        return service.post(caller, "/api/v1/borrowers/" + who + "/erasure-requests", ASKED);
    }

    private String asked(Caller caller) {
        var answer = ask(caller, subject);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return member(answer, "requestId");
    }

    private static String member(HttpResponse<byte[]> answer, String name) {
        return String.valueOf(((Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()))).get(name));
    }

    private HttpResponse<byte[]> decide(Caller caller, String request, String body) {
        return service.post(caller, "/api/v1/erasure-requests/" + request + "/decision", body);
    }

    private String erased() {
        String request = asked(AccessService.BANK_A);
        var answer = decide(AccessService.DPO, request, GRANT);
        assertEquals("ERASED", AccessService.json(answer).get("state"));
        return request;
    }

    private String held() {
        var answer = service.post(AccessService.DPO, "/api/v1/borrowers/" + subject + "/holds", HOLD);
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        return member(answer, "holdId");
    }

    private Caller borrower() {
        return new Caller(Role.BORROWER, subject);
    }

    @Test
    void after_an_erasure_every_reader_gets_410_with_the_receipt_and_nothing_sealed_is_left() {
        String request = erased();
        var view = service.get(AccessService.BANK_A, "/api/v1/borrowers/" + subject);
        assertEquals(410, view.statusCode(), AccessService.text(view));
        assertEquals("/api/v1/erasure-requests/" + request, member(view, "receipt"));
        var reveal = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/reveal", """
                {"purpose":"SERVICING","fields":["name"],"reason":"CASE-2"}""");
        assertEquals(410, reveal.statusCode(), AccessService.text(reveal));
        assertEquals(
                404,
                service.get(AccessService.BANK_C, "/api/v1/borrowers/" + subject)
                        .statusCode());
        assertEquals(0, service.registry.count("subject_key"));
        assertEquals(0, service.registry.count("borrower_index"));
        assertEquals(
                1,
                service.registry.count("borrower where octet_length(name_sealed || national_id_sealed ||"
                        + " mobile_sealed || reference_sealed) = 0"));
        var found = service.post(AccessService.BANK_A, "/api/v1/borrowers/lookup", """
                {"purpose":"SERVICING","nationalId":"11010519491231002X"}""");
        assertFalse(AccessService.text(found).contains(subject), AccessService.text(found));
    }

    @Test
    void no_key_of_an_erased_person_is_kept_open_and_none_is_answered_from_what_is_kept() {
        var cache = service.registry.bean(DataKeyCache.class);
        var directory = service.registry.bean(BorrowerDirectory.class);
        var database = service.registry.bean(Database.class);
        List<UUID> person = List.of(UUID.fromString(subject));
        assertEquals(1, database.read(tx -> directory.borrowers(tx, person)).size());
        assertTrue(cache.holds("bank-a", subject));
        erased();
        assertFalse(cache.holds("bank-a", subject));
        assertEquals(Map.of(), database.read(tx -> directory.borrowers(tx, person)));
        assertEquals(Map.of(), database.read(tx -> directory.identities(tx, person)));
        assertFalse(cache.holds("bank-a", subject));
    }

    @Test
    void what_is_to_be_done_after_a_commit_is_not_done_after_a_rollback() {
        var database = service.registry.bean(Database.class);
        assertThrows(
                IllegalStateException.class,
                () -> database.inTransaction(tx -> {
                    tx.afterCommit(() -> {
                        throw new AssertionError("done though rolled back");
                    });
                    throw new IllegalStateException("rolled back");
                }));
    }

    @Test
    void the_receipt_names_who_asked_who_decided_and_what_became_unreadable() {
        String request = erased();
        var shown = AccessService.json(service.get(AccessService.DPO, "/api/v1/erasure-requests/" + request));
        var acts = (List<?>) Objects.requireNonNull(shown.get("acts"));
        assertEquals(3, acts.size(), shown.toString());
        var erasure = (Map<?, ?>) acts.getLast();
        assertEquals("ERASED", erasure.get("act"));
        var body = (Map<?, ?>) Objects.requireNonNull(erasure.get("body"));
        assertEquals("lender:bank-a", body.get("requestedBy"));
        assertEquals("dpo:registry-dpo", body.get("decidedBy"));
        assertEquals(1L, body.get("recordCount"));
        assertEquals(1L, body.get("kekGeneration"));
        assertEquals(1, service.registry.count("contract where encode(kid, 'hex') = '" + body.get("kid") + "'"));
        assertEquals(3, service.registry.count("subject_act where act = 'ERASED'"), "one of all, one for each funder");
        assertEquals(
                200,
                service.get(borrower(), "/api/v1/borrowers/" + subject + "/acts")
                        .statusCode());
    }

    @Test
    void the_check_of_the_database_counts_what_is_erased_and_finds_no_fault() {
        service.contract("A-2", "REF-2", CLOSED);
        erased();
        service.registry.awaitQuiet(LogName.RECORDS);
        var result = service.registry.bean(DatabaseCheck.class).run(_ -> {});
        assertEquals(List.of(), result.faults());
        assertEquals(1, result.erased());
        assertEquals(
                List.of(),
                service.registry
                        .bean(LogCheck.class)
                        .run(LogName.RECORDS, service.registry.bean(DatabaseCheck.class)::present, _ -> {}));
        service.registry.asOwner(
                "alter table subject_act disable trigger all;"
                        + " update subject_act set body = replace(body, 'bank-a', 'bank-b') where act = 'ERASED' and feed is null");
        var faults = service.registry.bean(DatabaseCheck.class).run(_ -> {}).faults();
        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().endsWith("its leaf does not follow from its row"), faults.getFirst());
    }

    /** What an attacker with the whole database, the state directory and the true identity could look for. */
    @Test
    void with_the_whole_database_and_every_surviving_key_no_token_or_leaf_of_the_person_is_confirmed() {
        service.contract("A-2", "REF-2", CLOSED);
        var tokens = service.registry.texts("""
                select encode(blind_index, 'hex') from borrower_index where subject_id = 'SUBJECT'
                union all select encode(reference_index, 'hex') from borrower where subject_id = 'SUBJECT'
                union all select encode(name_sealed, 'hex') from borrower where subject_id = 'SUBJECT'
                union all select encode(wrapped, 'hex') from subject_key where subject_id = 'SUBJECT'
                """.replace("SUBJECT", subject));
        // Two blind indexes; the other person with the same number has them too, and keeps them.
        service.registry.asOwner("delete from borrower_index where subject_id <> '" + subject + "'");
        assertTrue(tokens.size() >= 5, tokens.toString());
        var before = everything();
        tokens.forEach(token -> assertTrue(before.contains(token), token));
        assertEquals(1, keysThatOpenTheRecord());

        erased();

        var after = everything();
        tokens.forEach(token -> assertFalse(after.contains(token), token));
        assertEquals(0, keysThatOpenTheRecord(), "a salt follows from the record key, which no key that is left opens");
    }

    private String everything() {
        var all = new StringBuilder();
        for (var table : service.registry.texts("select tablename from pg_tables where schemaname = 'public'")) {
            service.registry.texts("select t::text from \"" + table + "\" t").forEach(all::append);
        }
        return all.toString();
    }

    /** Keys of the database, wrapped or not, that have the id which the record key's envelope names (docs/formats.md). */
    private long keysThatOpenTheRecord() {
        return service.registry.count(
                "contract c join (select kid from subject_key union all select kid from registry_key) k"
                        + " on substring(c.sealed_record_key from 5 for 32) = k.kid where c.subject_id = '" + subject
                        + "'");
    }

    @Test
    void a_borrower_who_comes_back_is_somebody_new() {
        erased();
        String again = service.contract("A-9", "REF-1");
        assertNotEquals(subject, again);
        assertEquals(
                200,
                service.get(AccessService.BANK_A, "/api/v1/borrowers/" + again).statusCode());
        assertEquals(
                410,
                service.get(AccessService.BANK_A, "/api/v1/borrowers/" + subject)
                        .statusCode());
    }

    @Test
    void a_hold_turns_the_erasure_into_a_restriction_and_its_end_carries_it_out() {
        String hold = held();
        String request = asked(borrower());
        assertEquals(
                "RESTRICTED",
                AccessService.json(decide(AccessService.DPO, request, GRANT)).get("state"));
        assertEquals(1, service.registry.count("subject_key"));
        var view = service.get(AccessService.BANK_A, "/api/v1/borrowers/" + subject);
        assertEquals(403, view.statusCode(), "only kept");
        assertEquals(409, ask(AccessService.BANK_A, subject).statusCode());
        var released = service.post(AccessService.DPO, "/api/v1/holds/" + hold + "/release", RELEASE);
        assertEquals(0L, AccessService.json(released).get("holds"));
        assertEquals(0, service.registry.count("subject_key"));
        assertEquals(
                "ERASED",
                AccessService.json(service.get(AccessService.DPO, "/api/v1/erasure-requests/" + request))
                        .get("state"));
        assertEquals(
                409,
                service.post(AccessService.DPO, "/api/v1/holds/" + hold + "/release", RELEASE)
                        .statusCode());
    }

    @Test
    void a_hold_whose_last_day_is_over_is_over_and_the_job_carries_out_what_it_put_off() {
        var today = LocalDate.now(ZoneOffset.UTC);
        var answer = service.post(
                AccessService.DPO,
                "/api/v1/borrowers/" + subject + "/holds",
                HOLD.replace("}", ",\"until\":\"" + today.plusDays(1) + "\"}"));
        assertEquals(201, answer.statusCode(), AccessService.text(answer));
        String request = asked(AccessService.BANK_A);
        assertEquals(
                "RESTRICTED",
                AccessService.json(decide(AccessService.DPO, request, GRANT)).get("state"));
        assertEquals(0, eraser(Duration.ZERO).carryOutDue());
        assertEquals(0, eraser(Duration.ofDays(1)).carryOutDue(), "on its last day it still holds");
        assertEquals(1, eraser(Duration.ofDays(2)).carryOutDue());
        assertEquals(0, eraser(Duration.ofDays(2)).carryOutDue(), "once");
        assertEquals(0, service.registry.count("subject_key"));
    }

    private Eraser eraser(Duration later) {
        InstantSource clock = InstantSource.offset(InstantSource.system(), later);
        var registry = service.registry;
        return new Eraser(
                registry.bean(Database.class),
                registry.bean(BorrowerLoans.class),
                registry.bean(LogReader.class),
                registry.bean(ActBook.class),
                new Erasures(registry.bean(BorrowerLoans.class), clock),
                registry.bean(RecordIds.class),
                registry.bean(TenantKeys.class),
                new SecureRandom(),
                clock);
    }

    @Test
    void a_refused_request_changes_nothing_and_may_be_made_again() {
        String request = asked(AccessService.BANK_A);
        assertEquals(409, ask(AccessService.BANK_A, subject).statusCode(), "not decided yet");
        var refused = decide(AccessService.DPO, request, GRANT.replace("GRANT", "REFUSE"));
        assertEquals("REFUSED", AccessService.json(refused).get("state"));
        assertEquals(409, decide(AccessService.DPO, request, GRANT).statusCode());
        assertEquals(
                200,
                service.get(AccessService.BANK_A, "/api/v1/borrowers/" + subject)
                        .statusCode());
        erased();
    }

    @Test
    void what_a_contract_in_force_needs_is_not_erased() {
        service.contract("A-3", "REF-1");
        var answer = decide(AccessService.DPO, asked(AccessService.BANK_A), GRANT);
        assertEquals(409, answer.statusCode());
        assertTrue(AccessService.text(answer).contains("in force"), AccessService.text(answer));
        assertEquals(1, service.registry.count("subject_key"));
        assertEquals(0, service.registry.count("subject_act where act = 'ERASURE_GRANTED'"));
    }

    @Test
    void who_asked_does_not_decide() {
        var answer = decide(AccessService.DPO, asked(AccessService.DPO), GRANT);
        assertEquals(403, answer.statusCode());
        assertEquals(1, service.registry.count("subject_key"));
    }

    @Test
    void others_than_the_borrower_its_lender_and_the_officer_neither_ask_nor_see() {
        String other = service.contract("A-2", "REF-2", CLOSED);
        String request = asked(AccessService.BANK_A);
        for (var stranger : List.of(AccessService.BANK_B, AccessService.BANK_C, new Caller(Role.BORROWER, other))) {
            assertEquals(404, ask(stranger, subject).statusCode(), stranger.toString());
            assertEquals(
                    404,
                    service.get(stranger, "/api/v1/erasure-requests/" + request).statusCode());
            assertEquals(
                    404,
                    service.get(stranger, "/api/v1/borrowers/" + subject + "/acts")
                            .statusCode());
            assertEquals(403, decide(stranger, request, GRANT).statusCode());
        }
        assertEquals(403, ask(AccessService.OPERATOR, subject).statusCode());
        assertEquals(403, decide(AccessService.OPERATOR, request, GRANT).statusCode());
        for (var caller : List.of(AccessService.BANK_A, AccessService.OPERATOR, borrower())) {
            assertEquals(
                    403,
                    service.post(caller, "/api/v1/borrowers/" + subject + "/holds", HOLD)
                            .statusCode());
        }
        String nobody = UUID.randomUUID().toString();
        assertEquals(404, ask(AccessService.DPO, nobody).statusCode());
        assertEquals(404, decide(AccessService.DPO, nobody, GRANT).statusCode());
        assertEquals(
                404,
                service.post(AccessService.DPO, "/api/v1/holds/" + nobody + "/release", RELEASE)
                        .statusCode());
    }

    @Test
    void about_somebody_erased_nothing_more_is_asked_or_held() {
        String request = erased();
        assertEquals(410, ask(AccessService.BANK_A, subject).statusCode());
        assertEquals(
                410,
                service.post(AccessService.DPO, "/api/v1/borrowers/" + subject + "/holds", HOLD)
                        .statusCode());
        assertEquals(409, decide(AccessService.DPO, request, GRANT).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"caseReference\":\"C-1\"}|reason",
                "{\"reason\":\"BECAUSE\",\"caseReference\":\"C-1\"}|reason",
                "{\"reason\":\"UNLAWFUL\"}|caseReference",
                "{\"reason\":\"UNLAWFUL\",\"caseReference\":\"id 11010519491231002X\"}|caseReference",
                "{\"reason\":\"UNLAWFUL\",\"caseReference\":\"C-1\",\"force\":true}|force"
            })
    void a_request_that_breaks_a_rule_names_the_field_and_no_value(String body, String field) {
        var answer = service.post(AccessService.BANK_A, "/api/v1/borrowers/" + subject + "/erasure-requests", body);
        String text = AccessService.text(answer);
        assertEquals(400, answer.statusCode(), text);
        assertTrue(text.contains("\"field\":\"" + field + "\""), text);
        assertFalse(text.contains("11010519491231002X"), text);
        assertEquals(0, service.registry.count("subject_act"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"basis\":\"TASTE\"",
                "\"basis\":\"AML\",\"until\":\"soon\"",
                "\"basis\":\"AML\",\"until\":\"2020-01-01\""
            })
    void a_hold_that_breaks_a_rule_is_refused(String members) {
        var answer = service.post(
                AccessService.DPO,
                "/api/v1/borrowers/" + subject + "/holds",
                "{\"caseReference\":\"H-1\"," + members + "}");
        assertEquals(400, answer.statusCode(), AccessService.text(answer));
        assertEquals(0, service.registry.count("subject_act"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from subject_key",
                "truncate subject_key cascade",
                "update borrower set name_sealed = ''",
                "delete from borrower",
                "update subject_act set body = '{}'",
                "delete from subject_act"
            })
    void without_a_recorded_erasure_no_key_goes_and_no_act_changes_not_even_by_the_owner(String sql) {
        asked(AccessService.BANK_A);
        assertThrows(IllegalStateException.class, () -> service.registry.asOwner(sql));
        assertEquals(1, service.registry.count("subject_key"));
    }
}
