package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** One order backs one drawdown, also after a correction; so does one number. */
class CorrectedDrawdownTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final Caller BANK_B = new Caller(Role.LENDER, "bank-b");
    private static final String LINE = BookingApiTest.LINE.replace("REVOLVING_LINE", "SMALL_BUSINESS");

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

    /** A drawdown that was recorded. */
    private record Drawdown(String contractId, String eventId) {}

    private static String drawn(int number, String order) {
        return BookingApiTest.DRAWN
                .replace("1000000", "100000")
                .replace(
                        "\"drawdown\":1",
                        "\"drawdown\":" + number + ",\"fundFlow\":{\"payee\":\"a supplier\",\"purpose\":\"stock\","
                                + "\"coreCompany\":\"core\",\"order\":\"" + order + "\"}");
    }

    private static HttpResponse<String> post(Caller caller, String path, String body) {
        return service.post(caller, "/api/v1/" + path, UUID.randomUUID().toString(), body);
    }

    private static Map<?, ?> tree(HttpResponse<String> answer, int status) {
        assertEquals(status, answer.statusCode(), answer.body());
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static String line() {
        String number = UUID.randomUUID().toString();
        return String.valueOf(tree(post(BANK_A, "contracts", LINE.replace("NUMBER", number)), 201)
                .get("contractId"));
    }

    private static Drawdown draw(String contractId, int number, String order) {
        var answer = post(
                BANK_A,
                "events",
                "{\"contractId\":\"" + contractId + "\",\"eventNumber\":\"E" + number + "\",\"event\":"
                        + drawn(number, order) + "}");
        return new Drawdown(contractId, String.valueOf(tree(answer, 201).get("eventId")));
    }

    private static HttpResponse<String> propose(Drawdown one, int version, String event) {
        return post(
                BANK_A,
                "contracts/" + one.contractId() + "/events/" + one.eventId() + "/corrections",
                "{\"rowVersion\":" + version + ",\"reasonCode\":\"212\"" + event + "}");
    }

    private static HttpResponse<String> accept(Drawdown one, HttpResponse<String> proposed) {
        Object id = tree(proposed, 201).get("correctionId");
        return post(
                BANK_B,
                "contracts/" + one.contractId() + "/corrections/" + id + "/decision",
                "{\"decision\":\"ACCEPT\"}");
    }

    private static void assertConflict(String field, HttpResponse<String> answer) {
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + field + "\""), answer.body());
    }

    private static void assertChecked() {
        assertEquals(List.of(), service.bean(DatabaseCheck.class).run(_ -> {}).faults());
    }

    @Test
    void a_correction_cannot_name_an_order_that_backs_another_drawdown() {
        draw(line(), 1, "PO-1");
        Drawdown other = draw(line(), 1, "PO-2");
        assertConflict("event.fundFlow.order", propose(other, 1, ",\"event\":" + drawn(1, "PO-1")));
        assertChecked();
    }

    @Test
    void an_order_that_was_taken_after_the_proposal_makes_its_acceptance_a_conflict_and_nothing_is_decided() {
        Drawdown one = draw(line(), 1, "PO-11");
        var proposed = propose(one, 1, ",\"event\":" + drawn(1, "PO-12"));
        assertEquals(201, proposed.statusCode(), proposed.body());
        draw(line(), 1, "PO-12");
        assertConflict("event.fundFlow.order", accept(one, proposed));
        Object id = tree(proposed, 201).get("correctionId");
        tree(
                post(
                        BANK_B,
                        "contracts/" + one.contractId() + "/corrections/" + id + "/decision",
                        "{\"decision\":\"REJECT\"}"),
                200);
        assertChecked();
    }

    @Test
    void the_order_that_a_correction_lets_go_backs_another_drawdown_and_the_one_it_takes_does_not() {
        Drawdown one = draw(line(), 1, "PO-21");
        tree(accept(one, propose(one, 1, ",\"event\":" + drawn(1, "PO-22"))), 200);
        draw(line(), 1, "PO-21");
        var again = post(
                BANK_A,
                "events",
                "{\"contractId\":\"" + line() + "\",\"eventNumber\":\"E\",\"event\":" + drawn(1, "PO-22") + "}");
        assertConflict("event.fundFlow.order", again);
        assertChecked();
    }

    @Test
    void a_drawdown_that_did_not_happen_lets_its_order_go_and_takes_it_back_only_while_it_is_free() {
        Drawdown one = draw(line(), 1, "PO-31");
        tree(accept(one, propose(one, 1, "")), 200);
        assertEquals(400, propose(one, 2, "").statusCode());
        draw(line(), 1, "PO-31");
        assertConflict("event.fundFlow.order", propose(one, 2, ",\"event\":" + drawn(1, "PO-31")));
        tree(accept(one, propose(one, 2, ",\"event\":" + drawn(1, "PO-32"))), 200);
        assertChecked();
    }

    @Test
    void a_correction_that_keeps_its_order_is_accepted() {
        Drawdown one = draw(line(), 1, "PO-41");
        tree(accept(one, propose(one, 1, ",\"event\":" + drawn(1, "PO-41").replace("100000", "90000"))), 200);
        assertChecked();
    }

    @Test
    void a_correction_cannot_take_the_number_of_another_drawdown() {
        String line = line();
        draw(line, 1, "PO-51");
        Drawdown second = draw(line, 2, "PO-52");
        assertConflict("event.drawdown", propose(second, 1, ",\"event\":" + drawn(1, "PO-52")));
        assertConflict("event.drawdown", accept(second, raced(second, line)));
        assertChecked();
    }

    /** A proposal for a number that another drawdown has by the time of its decision. */
    private static HttpResponse<String> raced(Drawdown second, String line) {
        var proposed = propose(second, 1, ",\"event\":" + drawn(3, "PO-52"));
        draw(line, 3, "PO-53");
        return proposed;
    }
}
