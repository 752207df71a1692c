package org.loanregistry.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.SigningKey;
import reactor.core.publisher.Mono;

/** How the job rests and what it tells while the real development network answers, is lost, or refuses. */
@SuppressWarnings("NullAway.Init")
class AnchorJobTest {
    private static final TestLedger LEDGER = TestLedger.running();
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private LossyGateway gateway;
    private TestRegistry registry;
    private AnchorJob job;
    private LogStatus status;

    @BeforeEach
    void start() throws IOException {
        gateway = new LossyGateway(LEDGER);
        registry = TestRegistry.create(Map.of(
                "registry.host",
                TestLedger.host(),
                "registry.ledger-profile",
                gateway.profile().toString()));
        job = registry.bean(AnchorJobs.class).of(LogName.RECORDS);
        status = registry.bean(StatusBoard.class).of(LogName.RECORDS);
    }

    @AfterEach
    void stop() {
        registry.close();
        gateway.close();
    }

    @Test
    void while_the_ledger_is_away_it_rests_longer_and_longer_and_recording_goes_on() {
        register();
        assertEquals(INTERVAL, job.step());
        gateway.evaluationsToLose.set(7);
        assertEquals(seconds(0.5, 1, 2, 4, 8, 10, 10), rests(7));
        assertTrue(problem().contains("the ledger does not answer"), problem());
        grow(5);
        assertEquals("DEGRADED", health());

        assertEquals(INTERVAL, job.step());
        assertEquals(Optional.empty(), status.ledgerProblem());
        assertEquals(registry.size(), status.anchoredSize());
        assertEquals("UP", health());
        gateway.evaluationsToLose.set(2);
        assertEquals(seconds(0.5, 1), rests(2), "the next trouble begins with a short rest again");
    }

    @Test
    void a_log_that_nobody_registered_is_told_until_it_is_registered() {
        grow(3);
        assertEquals(seconds(0.5, 1, 2), rests(3));
        assertEquals("the log is not registered on the ledger", problem());
        assertEquals(registry.size(), status.lag() + status.anchoredSize());
        register();
        assertEquals(INTERVAL, job.step());
        assertEquals(Optional.empty(), status.ledgerProblem());
        assertEquals(0, status.lag());
    }

    @Test
    void a_refusal_is_told_with_the_contracts_code() {
        LEDGER.register(SigningKey.generate(origin(), new SecureRandom()).verifierKey());
        grow(3);
        assertEquals(seconds(0.5, 1), rests(2));
        assertTrue(problem().startsWith("the ledger refused the head, BAD_SIGNATURE: "), problem());
    }

    @Test
    void an_unknown_outcome_is_told_with_its_transaction_and_known_with_the_next_step() {
        register();
        grow(3);
        gateway.statusesToLose.set(2);
        job.step();
        assertTrue(problem().matches("what became of transaction [0-9a-f]{64} is unknown .*"), problem());
        assertEquals(INTERVAL, job.step());
        assertEquals(Optional.empty(), status.ledgerProblem());
        assertEquals(1, gateway.submissionsPassedOn.get());
    }

    @Test
    void a_history_that_the_ledger_contradicts_is_told() {
        register();
        grow(300);
        job.step();
        try (var rewritten = registry.rewritten()) {
            rewritten.queue(new Random(5), 400, "bank-a");
            rewritten.integrateAll();
            rewritten.bean(AnchorJobs.class).of(LogName.RECORDS).step();
            var told = rewritten
                    .bean(StatusBoard.class)
                    .of(LogName.RECORDS)
                    .ledgerProblem()
                    .orElseThrow();
            assertTrue(told.contains("its history was rewritten"), told);
        }
    }

    @Test
    void the_running_jobs_anchor_by_themselves_and_publish_what_is_anchored() {
        register();
        var log = registry.serve().resolve("/log/records/checkpoint");
        registry.queue(new Random(7), 20, "bank-b");
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        var answer = TestRegistry.get(log, "");
        while (answer.statusCode() != 200 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
            answer = TestRegistry.get(log, "");
        }
        var note = SignedNote.parse(new String(answer.body(), UTF_8));
        try (var bank = LEDGER.connect("BankA", "client")) {
            var treeSize = Checkpoint.parse(note.body()).treeSize();
            assertEquals(
                    note,
                    bank.checkpointAtOrAfter(origin(), treeSize).orElseThrow().note());
        }
    }

    @Test
    void without_a_ledger_nothing_is_anchored_and_it_says_so() {
        try (var alone = TestRegistry.create()) {
            alone.serve();
            assertEquals(
                    Optional.of("no ledger is configured"),
                    alone.bean(StatusBoard.class).of(LogName.RECORDS).ledgerProblem());
        }
    }

    private void register() {
        LEDGER.register(registry.bean(SigningKeys.class).of(LogName.RECORDS).verifierKey());
    }

    private void grow(int leaves) {
        registry.queue(new Random(leaves), leaves, "bank-a");
        registry.integrateAll();
    }

    private String origin() {
        return registry.bean(Settings.class).origin(LogName.RECORDS);
    }

    private List<Duration> rests(int steps) {
        List<Duration> rests = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            rests.add(job.step());
        }
        return rests;
    }

    private static List<Duration> seconds(double... seconds) {
        return DoubleStream.of(seconds)
                .mapToObj(one -> Duration.ofMillis((long) (1000 * one)))
                .toList();
    }

    private String problem() {
        return status.ledgerProblem().orElse("");
    }

    private String health() {
        return Mono.from(registry.bean(LogHealth.class).getResult())
                .blockOptional()
                .orElseThrow()
                .getStatus()
                .getName();
    }
}
