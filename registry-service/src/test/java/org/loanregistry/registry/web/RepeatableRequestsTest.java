package org.loanregistry.registry.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.log.TestRegistry;

/** Many requests at the same moment, over HTTP, on a real PostgreSQL. */
class RepeatableRequestsTest {
    private static final int CALLERS = 12;

    private static TestRegistry registry;
    private static URI contracts;

    @BeforeAll
    static void serve() {
        registry = TestRegistry.create();
        contracts = registry.serve().resolve("/api/v1/contracts");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void one_request_sent_many_times_at_once_is_done_once_and_answered_alike() {
        var answers = atOnce(_ -> request("bank-a", "one-key", contract("ONCE", "paid")));
        assertEquals(
                List.of(201),
                answers.stream().map(HttpResponse::statusCode).distinct().toList());
        assertEquals(1, bodies(answers).stream().distinct().count(), "one receipt for all");
        assertEquals(1, answers.stream().filter(RepeatableRequestsTest::isFirst).count());
        assertEquals(1, recorded("ONCE"));
    }

    @Test
    void of_different_requests_under_one_key_at_once_one_is_done_and_the_others_are_conflicts() {
        var answers = atOnce(index -> request("bank-a", "shared-key", contract("OTHER-" + index, "paid")));
        var byStatus = answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertEquals(java.util.Map.of(201, 1L, 409, CALLERS - 1L), byStatus);
        assertEquals(1, recorded("OTHER-%"));
    }

    @Test
    void one_contract_under_many_keys_at_once_is_recorded_once() {
        var answers = atOnce(index -> request("bank-a", "key-" + index, contract("SAME", "paid")));
        var byStatus = answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertEquals(java.util.Map.of(201, 1L, 200, CALLERS - 1L), byStatus);
        assertEquals(1, recorded("SAME"));
    }

    @Test
    void two_contents_of_one_contract_at_once_leave_one_and_a_conflict_for_the_other() {
        var answers = atOnce(index ->
                request("bank-a", "content-" + index, contract("TWO", index % 2 == 0 ? "paid" : "late")));
        var conflicts =
                answers.stream().filter(answer -> answer.statusCode() == 409).count();
        assertEquals(CALLERS / 2, conflicts);
        assertTrue(bodies(answers).stream().noneMatch(body -> body.contains("late")), "no value is told");
        assertEquals(1, recorded("TWO"));
    }

    @Test
    void the_same_key_of_two_callers_is_two_requests() {
        var first = TestRegistry.send(request("bank-a", "my-key", contract("MINE", "paid")));
        var second = TestRegistry.send(
                request("bank-b", "my-key", contract("YOURS", "paid").replace("bank-a", "bank-b")));
        assertEquals(List.of(201, 201), List.of(first.statusCode(), second.statusCode()));
        assertTrue(isFirst(first) && isFirst(second));
    }

    private static boolean isFirst(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue(RepeatableRequests.REPLAYED).isEmpty();
    }

    private static List<String> bodies(List<HttpResponse<byte[]>> answers) {
        return answers.stream().map(answer -> new String(answer.body(), UTF_8)).toList();
    }

    private static List<HttpResponse<byte[]>> atOnce(IntFunction<HttpRequest> requests) {
        var start = new CyclicBarrier(CALLERS);
        List<Callable<HttpResponse<byte[]>>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            var request = requests.apply(i);
            calls.add(() -> {
                start.await();
                return TestRegistry.send(request);
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(String lender, String key, String body) {
        var token = registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.LENDER, lender))
                .orElseThrow();
        return HttpRequest.newBuilder(contracts)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String contract(String number, String status) {
        return """
                {"contractNumber":"%s","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"B-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"%s"}""".formatted(number, status);
    }

    private static long recorded(String numberPattern) {
        return registry.count("contract where contract_number like '" + numberPattern + "'");
    }
}
