package org.loanregistry.registry.loan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;

/** All products, booked through the API with whatever may happen to them: what is kept equals the fold of what happened. */
class RandomBookingsTest {
    private static final Caller BANK_A = new Caller(Role.LENDER, "bank-a");
    private static final int CONTRACTS = 60;
    private static final List<String> KINDS =
            List.of("REVOLVING_LINE", "PAY_LATER", "INSTALMENT_LOAN", "SMALL_BUSINESS");
    private static final List<String> RATES = List.of("0", "0.036", "0.144", "0.24");
    private static final List<String> COUNTS = List.of("ACT_360", "ACT_365F", "ACT_ACT", "30_360");

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

    private record Booked(String number, String kind, long principal, LocalDate start) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void projections_equal_the_fold_of_whatever_was_recorded_in_whatever_order(long seed) {
        var random = new SplittableRandom(seed);
        List<String> contracts = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < CONTRACTS; i++) {
            var one = new Booked(
                    "RB-" + seed + "-" + i,
                    KINDS.get(i % KINDS.size()),
                    random.nextInt(8) == 0 ? random.nextLong(2, 5) : random.nextLong(2, 20_000_000),
                    random.nextInt(3) == 0
                            ? LocalDate.of(2024, 1, 31)
                            : LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90)));
            contracts.add(contract(random, one));
            events.addAll(events(random, one));
        }
        Collections.shuffle(events, new Random(seed));

        assertEquals(CONTRACTS, recorded("contracts/batch", contracts));
        int recorded = 0;
        for (int from = 0; from < events.size(); from += 300) {
            recorded += recorded("events/batch", events.subList(from, Math.min(events.size(), from + 300)));
        }
        assertTrue(recorded > 3 * CONTRACTS, "seed " + seed + ": only " + recorded + " events were recorded");
        DatabaseCheck.Result result = service.bean(DatabaseCheck.class).run(_ -> {});
        assertEquals(List.of(), result.faults());
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

    private static String contract(SplittableRandom random, Booked one) {
        long first = Math.max(1, (one.principal() * random.nextLong(30, 100) + 99) / 100);
        String plan =
                one.kind().equals("INSTALMENT_LOAN") ? ",\"plan\":" + plan(random, one.start(), one.principal()) : "";
        String second = first < one.principal()
                ? ",{\"lender\":\"bank-b\",\"shareMinor\":" + (one.principal() - first) + "}"
                : "";
        return """
                {"contractNumber":"%s","lenderOfRecord":"platform","funders":[{"lender":"bank-a","shareMinor":%d}%s],
                 "borrower":{"reference":"R-%s","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"CNY","principalMinor":%d,"status":"open","startDate":"%s",
                 "product":{"kind":"%s","annualRate":"%s","dayCount":"%s","penalty":{"overdueSurcharge":"0.5"}%s}}""".formatted(
                        one.number(),
                        Math.min(first, one.principal()),
                        second,
                        one.number(),
                        one.principal(),
                        one.start(),
                        one.kind(),
                        RATES.get(random.nextInt(RATES.size())),
                        COUNTS.get(random.nextInt(COUNTS.size())),
                        plan);
    }

    private static String plan(SplittableRandom random, LocalDate start, long principal) {
        String dates = "\"start\":\"" + start + "\",\"count\":" + (random.nextInt(8) == 0 ? 360 : random.nextInt(2, 25))
                + ",\"every\":\"" + (random.nextBoolean() ? "P1M" : "P" + random.nextInt(1, 30) + "D") + "\"}";
        return switch (random.nextInt(4)) {
            case 0 -> "{\"method\":\"EQUAL_PRINCIPAL\"," + dates;
            case 1 -> "{\"method\":\"INTEREST_FIRST\"," + dates;
            case 2 ->
                "{\"method\":\"BALLOON\",\"finalPrincipalMinor\":" + random.nextLong(0, principal + 1) + "," + dates;
            default -> "{\"method\":\"EQUAL_INSTALMENTS\"," + dates;
        };
    }

    private static List<String> events(SplittableRandom random, Booked one) {
        List<String> events = new ArrayList<>();
        boolean fixed = one.kind().equals("INSTALMENT_LOAN");
        int drawdowns = fixed ? 1 : random.nextInt(1, 4);
        for (int number = 1; number <= drawdowns; number++) {
            LocalDate on = fixed ? one.start() : one.start().plusDays(random.nextInt(60));
            long amount = fixed ? one.principal() : Math.max(1, random.nextLong(1, one.principal() + 1) / drawdowns);
            String plan = fixed
                    ? ""
                    : random.nextInt(3) == 0
                            ? ",\"plan\":{\"method\":\"ON_DEMAND\",\"until\":\"" + on.plusDays(random.nextInt(1, 360))
                                    + "\"}"
                            : ",\"plan\":" + plan(random, on, amount);
            events.add(item(
                    one,
                    events.size(),
                    "{\"kind\":\"DRAWN\",\"on\":\"" + on + "\",\"drawdown\":" + number + ",\"amountMinor\":" + amount
                            + plan + (fixed ? "" : flow(one, number)) + "}"));
        }
        int count = random.nextInt(3, 10);
        for (int i = 0; i < count; i++) {
            events.add(item(one, events.size(), event(random, one)));
        }
        return events;
    }

    private static String flow(Booked one, int drawdown) {
        return ",\"fundFlow\":{\"payee\":\"a shop\",\"purpose\":\"stock\",\"order\":\"" + one.number() + "/" + drawdown
                + "\"" + (one.kind().equals("SMALL_BUSINESS") ? ",\"coreCompany\":\"core\"" : "") + "}";
    }

    private static String event(SplittableRandom random, Booked one) {
        String on = "\"on\":\"" + one.start().plusDays(random.nextInt(500)) + "\"";
        String amount = ",\"amountMinor\":" + random.nextLong(1, 2 + one.principal() / random.nextInt(1, 9));
        return switch (random.nextInt(12)) {
            case 0 -> "{\"kind\":\"REFUNDED\",\"drawdown\":1," + on + amount + "}";
            case 1 -> "{\"kind\":\"GUARANTEE_PAID\"," + on + amount + "}";
            case 2 -> "{\"kind\":\"COST_INCURRED\"," + on + ",\"amountMinor\":" + random.nextLong(1, 500) + "}";
            case 3 -> "{\"kind\":\"WRITTEN_OFF\"," + on + "}";
            case 4 -> "{\"kind\":\"RECOVERED\"," + on + amount + "}";
            case 5 -> "{\"kind\":\"CLASSIFIED\",\"assetClass\":\"DOUBTFUL\",\"reasonCode\":\"R\"," + on + "}";
            default ->
                "{\"kind\":\"REPAID\",\"surplus\":\""
                        + List.of("CREDIT", "SHORTER", "SMALLER").get(random.nextInt(3)) + "\"," + on + amount + "}";
        };
    }

    private static String item(Booked one, int number, String event) {
        return "{\"contractNumber\":\"" + one.number() + "\",\"lender\":\"bank-a\",\"eventNumber\":\"E" + number
                + "\",\"event\":" + event + "}";
    }
}
