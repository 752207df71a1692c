package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/**
 * All products, booked through the API with whatever may happen to them: what is kept equals the fold of what happened.
 * {@code -Dloanreg.bookings.seed=S} draws others.
 */
class RandomBookingsTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final int CONTRACTS = 60;

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

    static LongStream seeds() {
        Long seed = Long.getLong("loanreg.bookings.seed");
        return seed == null ? LongStream.of(1, 2, 3) : LongStream.of(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void projections_equal_the_fold_of_whatever_was_recorded_in_whatever_order(long seed) {
        var random = new SplittableRandom(seed);
        List<String> contracts = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < CONTRACTS; i++) {
            RandomLoan one = RandomLoan.draw(random, "RB-" + seed + "-" + i, i);
            contracts.add(one.contract());
            events.addAll(one.items());
        }
        Collections.shuffle(events, new Random(seed));

        assertEquals(CONTRACTS, recorded("contracts/batch", contracts));
        int recorded = 0;
        for (int from = 0; from < events.size(); from += 300) {
            recorded += recorded("events/batch", events.subList(from, Math.min(events.size(), from + 300)));
        }
        assertTrue(recorded > 3 * CONTRACTS, "seed " + seed + ": only " + recorded + " events were recorded");
        DatabaseCheck.Result result = service.bean(DatabaseCheck.class).run(_ -> {});
        assertEquals(List.of(), result.faults(), "loanreg.bookings.seed=" + seed);
        assertTrue(result.contracts() >= CONTRACTS, result.toString());
    }

    private static int recorded(String path, List<String> items) {
        var answer = service.post(
                BANK_A,
                "/api/v1/" + path,
                UUID.randomUUID().toString(),
                "{\"items\":[" + String.join(",", items) + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
        Map<?, ?> tree =
                (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
        List<?> outcomes = (List<?>) Objects.requireNonNull(tree.get("outcomes"));
        assertEquals(items.size(), outcomes.size());
        return Math.toIntExact(outcomes.stream()
                .filter(one -> one instanceof Map<?, ?> outcome && "recorded".equals(outcome.get("outcome")))
                .count());
    }
}
