package org.loanregistry.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.database.Database;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.loan.Onlookers;

/** When a record is corrected, whoever holds it or saw it is told, and the borrower sees who was told and who took notice. */
class CorrectionNoticeTest {
    private static final String DRAWN = """
            {"kind":"DRAWN","on":"2024-01-10","drawdown":1,"amountMinor":500000,
             "plan":{"method":"ON_DEMAND","until":"2025-01-10","interest":"AT_END"}}""";
    private static final String REPAID = "{\"kind\":\"REPAID\",\"on\":\"2024-01-25\",\"amountMinor\":400}";

    private static AccessService service;

    @BeforeAll
    static void serve() {
        service = new AccessService();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    /** A line of bank-a and another lender with a repayment that was recorded wrongly. */
    private record Wrong(String subject, String contract, String event) {}

    private static Map<?, ?> tree(HttpResponse<byte[]> answer, int status) {
        assertEquals(status, answer.statusCode(), AccessService.text(answer));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static String line(String reference, String partner) {
        var body = """
                {"contractNumber":"%s","lenderOfRecord":"platform",
                 "funders":[{"lender":"bank-a","shareMinor":600000},{"lender":"%s","shareMinor":1400000}],
                 "borrower":{"reference":"%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":2000000,"status":"open","startDate":"2024-01-10",
                 "product":{"kind":"REVOLVING_LINE","annualRate":"0.144","dayCount":"ACT_360"}}""".formatted(UUID.randomUUID(), partner, reference);
        return String.valueOf(tree(service.post(AccessService.BANK_A, "/api/v1/contracts", body), 201)
                .get("contractId"));
    }

    private static Wrong wrong(String reference) {
        String contract = line(reference, "bank-b");
        event(contract, "E1", DRAWN);
        String event = event(contract, "E2", REPAID);
        var shown = AccessService.json(service.get(AccessService.BANK_A, "/api/v1/contracts/" + contract));
        return new Wrong(String.valueOf(shown.get("subjectId")), contract, event);
    }

    private static String event(String contract, String number, String event) {
        var body = "{\"contractId\":\"" + contract + "\",\"eventNumber\":\"" + number + "\",\"event\":" + event + "}";
        return String.valueOf(tree(service.post(AccessService.BANK_A, "/api/v1/events", body), 201)
                .get("eventId"));
    }

    private static String propose(Wrong one, int version, String amount) {
        var body = "{\"rowVersion\":" + version + ",\"reasonCode\":\"212\",\"event\":" + REPAID.replace("400", amount)
                + "}";
        var path = "/api/v1/contracts/" + one.contract() + "/events/" + one.event() + "/corrections";
        return String.valueOf(
                tree(service.post(AccessService.BANK_A, path, body), 201).get("correctionId"));
    }

    private static String correct(Wrong one, int version, String amount) {
        String id = propose(one, version, amount);
        decide(one, id, "ACCEPT");
        return id;
    }

    private static void decide(Wrong one, String id, String decision) {
        var path = "/api/v1/contracts/" + one.contract() + "/corrections/" + id + "/decision";
        tree(service.post(AccessService.BANK_B, path, "{\"decision\":\"" + decision + "\"}"), 200);
    }

    private static List<Map<?, ?>> list(Caller caller, String path, String member) {
        var found = (List<?>) Objects.requireNonNull(
                AccessService.json(service.get(caller, path)).get(member));
        return found.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    /** What this lender was told about this borrower. */
    private static List<Map<?, ?>> notices(Caller caller, Wrong one) {
        return list(caller, "/api/v1/notices?limit=500", "notices").stream()
                .filter(notice -> one.subject().equals(notice.get("subjectId")))
                .toList();
    }

    private static String idOfFirst(Caller caller, Wrong one) {
        return String.valueOf(notices(caller, one).getFirst().get("noticeId"));
    }

    private static HttpResponse<byte[]> acknowledge(Caller caller, String notice) {
        return service.post(caller, "/api/v1/notices/" + notice + "/acknowledgement", "{}");
    }

    private static List<Map<?, ?>> own(Wrong one) {
        return list(borrower(one), "/api/v1/borrowers/" + one.subject() + "/corrections", "corrections");
    }

    private static Caller borrower(Wrong one) {
        return new Caller(Role.BORROWER, one.subject());
    }

    @Test
    void every_funder_is_told_which_record_was_wrong_and_until_when_to_take_notice() {
        Wrong one = wrong("N-1");
        String correction = correct(one, 1, "300");
        for (Caller funder : List.of(AccessService.BANK_A, AccessService.BANK_B)) {
            var told = notices(funder, one);
            assertEquals(1, told.size(), told.toString());
            var notice = told.getFirst();
            assertEquals(correction, notice.get("correctionId"));
            assertEquals(one.contract(), notice.get("contractId"));
            assertEquals(2L, notice.get("rowVersion"));
            assertEquals(List.of("amountMinor"), notice.get("changedPaths"));
            assertEquals(List.of("FUNDS"), notice.get("reasons"));
            assertEquals(false, notice.get("overdue"));
            var from = Instant.parse(String.valueOf(notice.get("noticedAt")));
            var until = Instant.parse(String.valueOf(notice.get("acknowledgeBy")));
            var time = Duration.between(from, until);
            assertTrue(
                    time.compareTo(Duration.ofDays(7)) >= 0 && time.compareTo(Duration.ofDays(8)) <= 0,
                    time.toString());
            assertEquals("NOTICE-2013", notice.get("rule"));
        }
        assertEquals(List.of(), notices(AccessService.BANK_C, one));
        assertEquals(2, notices(AccessService.OPERATOR, one).size());
        assertEquals(2, notices(AccessService.DPO, one).size());
    }

    @Test
    void a_lender_that_only_looked_is_told_and_learns_nothing_of_the_loan() {
        Wrong one = wrong("N-2");
        line("N-2", "bank-c");
        AccessService.json(service.get(AccessService.BANK_C, "/api/v1/borrowers/" + one.subject()));
        correct(one, 1, "300");
        var told = notices(AccessService.BANK_C, one);
        assertEquals(1, told.size(), told.toString());
        assertEquals(List.of("LOOKED"), told.getFirst().get("reasons"));
        assertEquals(
                Set.of(
                        "noticeId",
                        "subjectId",
                        "noticedAt",
                        "recipient",
                        "reasons",
                        "acknowledgeBy",
                        "rule",
                        "overdue"),
                told.getFirst().keySet());
        AccessService.json(service.get(AccessService.BANK_B, "/api/v1/borrowers/" + one.subject()));
        correct(one, 2, "301");
        assertEquals(
                List.of("FUNDS", "LOOKED"),
                notices(AccessService.BANK_B, one).getLast().get("reasons"));
        assertEquals(2, notices(AccessService.BANK_C, one).size(), "who saw the first version is told of both");
    }

    @Test
    void a_look_that_was_refused_is_none() {
        Wrong one = wrong("N-4");
        assertEquals(
                404,
                service.get(AccessService.BANK_C, "/api/v1/borrowers/" + one.subject())
                        .statusCode());
        correct(one, 1, "300");
        assertEquals(List.of(), notices(AccessService.BANK_C, one));
    }

    @Test
    void looks_count_from_the_time_on_that_is_asked_for_and_at_nobody_else() {
        Wrong one = wrong("N-3");
        Wrong other = wrong("N-11");
        AccessService.json(service.get(AccessService.BANK_B, "/api/v1/borrowers/" + one.subject()));
        var onlookers = service.registry.bean(Onlookers.class);
        service.registry.bean(Database.class).read(tx -> {
            UUID subject = UUID.fromString(one.subject());
            assertEquals(Set.of("bank-b"), onlookers.lendersShown(tx, "bank-a", subject, Instant.EPOCH));
            assertEquals(
                    Set.of(), onlookers.lendersShown(tx, "bank-a", subject, Instant.parse("2999-01-01T00:00:00Z")));
            assertEquals(
                    Set.of(), onlookers.lendersShown(tx, "bank-a", UUID.fromString(other.subject()), Instant.EPOCH));
            return 0;
        });
    }

    @Test
    void a_rejected_correction_and_a_proposed_one_tell_nobody() {
        Wrong one = wrong("N-5");
        decide(one, propose(one, 1, "300"), "REJECT");
        propose(one, 1, "301");
        assertEquals(List.of(), notices(AccessService.OPERATOR, one));
        assertEquals(List.of(), own(one));
    }

    @Test
    void a_recipient_takes_notice_once_and_nobody_does_it_for_another() {
        Wrong one = wrong("N-6");
        correct(one, 1, "300");
        String notice = idOfFirst(AccessService.BANK_B, one);
        assertEquals(404, acknowledge(AccessService.BANK_A, notice).statusCode());
        assertEquals(404, acknowledge(AccessService.BANK_C, notice).statusCode());
        assertEquals(403, acknowledge(AccessService.OPERATOR, notice).statusCode());
        assertEquals(
                404,
                acknowledge(AccessService.BANK_B, UUID.randomUUID().toString()).statusCode());
        assertEquals(404, acknowledge(AccessService.BANK_B, "none").statusCode());
        assertEquals(
                400,
                service.post(AccessService.BANK_B, "/api/v1/notices/" + notice + "/acknowledgement", "{\"surprise\":1}")
                        .statusCode());
        assertFalse(notices(AccessService.BANK_B, one).getFirst().containsKey("acknowledgedAt"));

        Object at = tree(acknowledge(AccessService.BANK_B, notice), 200).get("acknowledgedAt");
        assertEquals(at, tree(acknowledge(AccessService.BANK_B, notice), 200).get("acknowledgedAt"));
        assertEquals(at, notices(AccessService.BANK_B, one).getFirst().get("acknowledgedAt"));
        assertTrue(list(AccessService.BANK_B, "/api/v1/notices?state=open&limit=500", "notices").stream()
                .noneMatch(open -> notice.equals(open.get("noticeId"))));
    }

    @Test
    void the_borrower_sees_what_was_corrected_who_was_told_and_who_took_notice() {
        Wrong one = wrong("N-7");
        correct(one, 1, "300");
        correct(one, 2, "301");
        String notice = idOfFirst(AccessService.BANK_B, one);
        tree(acknowledge(AccessService.BANK_B, notice), 200);
        var corrections = own(one);
        assertEquals(2, corrections.size());
        assertEquals(List.of("amountMinor"), corrections.getFirst().get("changedPaths"));
        var told = (List<?>) Objects.requireNonNull(corrections.getFirst().get("told"));
        var first = (Map<?, ?>) Objects.requireNonNull(told.getFirst());
        var second = (Map<?, ?>) Objects.requireNonNull(told.getLast());
        assertEquals("bank-a", first.get("recipient"));
        assertFalse(first.containsKey("acknowledgedAt"));
        assertEquals("bank-b", second.get("recipient"));
        assertTrue(second.containsKey("acknowledgedAt"), second.toString());
    }

    @Test
    void nobody_else_reads_the_borrower_s_view_and_the_borrower_no_lender_s() {
        Wrong one = wrong("N-8");
        Wrong other = wrong("N-9");
        correct(one, 1, "300");
        String path = "/api/v1/borrowers/" + one.subject() + "/corrections";
        assertEquals(404, service.get(borrower(other), path).statusCode());
        for (Caller caller : List.of(AccessService.BANK_A, AccessService.OPERATOR, AccessService.DPO)) {
            assertEquals(403, service.get(caller, path).statusCode());
        }
        assertEquals(401, service.get(null, path).statusCode());
        assertEquals(403, service.get(borrower(one), "/api/v1/notices").statusCode());
    }

    @Test
    void notices_come_in_pages_and_bad_questions_are_refused_by_name() {
        Wrong one = wrong("N-10");
        correct(one, 1, "300");
        correct(one, 2, "301");
        var page = AccessService.json(service.get(AccessService.BANK_A, "/api/v1/notices?limit=1"));
        var rest = list(AccessService.BANK_A, "/api/v1/notices?limit=500&cursor=" + page.get("next"), "notices");
        assertEquals(
                list(AccessService.BANK_A, "/api/v1/notices?limit=500", "notices")
                                .size()
                        - 1,
                rest.size());
        for (var bad : Map.of("cursor", "AAAA", "limit", "0", "state", "closed").entrySet()) {
            var answer = service.get(AccessService.BANK_A, "/api/v1/notices?" + bad.getKey() + "=" + bad.getValue());
            assertEquals(400, answer.statusCode());
            assertTrue(AccessService.text(answer).contains("\"" + bad.getKey() + "\""), AccessService.text(answer));
        }
    }
}
