package org.loanregistry.registry.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.LogName;
import org.loanregistry.registry.log.SigningKeys;
import org.loanregistry.registry.log.TestLedger;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.note.SigningKey;

/** A bank's own tool, in a process of its own, on the running service's feed and against the bank's own peer. */
@SuppressWarnings("NullAway.Init")
class PeerVerdictsTest {
    private static final int RECORDS = 4;

    @TempDir
    private static Path folder;

    private static TestLedger ledger;
    private static TestRegistry registry;
    private static URI service;
    private static Path bundle;

    @BeforeAll
    static void recordAndAnchor() throws IOException {
        ledger = TestLedger.running();
        registry = TestRegistry.create(Map.of(
                "registry.host",
                TestLedger.host(),
                "registry.ledger-profile",
                ledger.profile("RegistryOperator", "client").toString()));
        ledger.register(registry.bean(SigningKeys.class).of(LogName.RECORDS).verifierKey());
        service = registry.serve();
        for (int i = 1; i <= RECORDS; i++) {
            record(registry, service, "A-" + i);
            // The record, and the feed heads that end its batch.
            registry.awaitSize(2L * i);
        }
        await("the anchored feed", () -> feedSize() == RECORDS);
        bundle = saveBundle(registry, service, "kept");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void every_record_of_the_feed_is_verified_and_the_feed_is_complete() {
        var run = follow();
        assertEquals(0, run.exitStatus(), run.output());
        assertTrue(run.output().contains(RECORDS + " records: " + RECORDS + " verified"), run.output());
        assertTrue(run.output().contains("COMPLETE the feed of bank-a has 4 entries"), run.output());
    }

    @Test
    void a_bundle_is_verified_against_any_banks_own_peer() {
        for (var bank : List.of("BankA", "BankB", "BankC")) {
            var run = verify(bundle, "--peer", ledger.profile(bank, "client").toString());
            assertEquals(0, run.exitStatus(), run.output());
            assertTrue(run.output().startsWith("VERIFIED contract A-"), run.output());
            assertTrue(run.output().contains("your own peer holds the same checkpoint"), run.output());
        }
    }

    @Test
    void an_amount_changed_in_the_database_is_altered() {
        asDba("update contract set principal_minor = principal_minor + 1 where contract_number = 'A-2'");
        try {
            var run = follow();
            assertEquals(1, run.exitStatus(), run.output());
            assertTrue(run.output().contains("ALTERED record  feed entry 1"), run.output());
            assertTrue(run.output().contains("1 altered, 3 verified"), run.output());
        } finally {
            asDba("update contract set principal_minor = principal_minor - 1 where contract_number = 'A-2'");
        }
    }

    @Test
    void a_record_deleted_from_the_database_is_withheld() {
        asDba("create table kept as select * from contract where contract_number = 'A-3';"
                + " delete from contract where contract_number = 'A-3'");
        try {
            var run = follow();
            assertEquals(1, run.exitStatus(), run.output());
            assertTrue(run.output().contains("WITHHELD feed entry 2, leaf 4: no proof of its record"), run.output());
        } finally {
            asDba("insert into contract overriding system value select * from kept; drop table kept");
        }
    }

    @Test
    void a_log_that_the_operator_rewrote_and_signed_passes_offline_and_is_another_history_on_the_peer()
            throws IOException {
        try (var rewritten = registry.rewritten()) {
            var address = rewritten.serve();
            for (int i = 1; i <= RECORDS; i++) {
                record(rewritten, address, "X-" + i);
                rewritten.awaitSize(2L * i);
            }
            rewritten.anchorWithoutLedger();
            var forged = saveBundle(rewritten, address, "forged");
            assertEquals(0, verify(forged).exitStatus(), "the log's own key signed it");
            var run = verify(forged, "--peer", peer());
            assertEquals(1, run.exitStatus(), run.output());
            assertTrue(run.output().startsWith("OTHER_HISTORY your peer has another root at 8 leaves"), run.output());
        }
    }

    @Test
    void a_peer_without_a_recent_head_makes_a_bundle_stale() {
        var anchored = Instant.now();
        await("the head's age", () -> Instant.now().isAfter(anchored.plusSeconds(2)));
        var run = verify(bundle, "--peer", peer(), "--max-age", "1s");
        assertEquals(1, run.exitStatus(), run.output());
        assertTrue(run.output().startsWith("STALE the newest head on your peer is of "), run.output());
    }

    @Test
    void another_key_than_the_pinned_one_is_named() {
        var key = registry.bean(SigningKeys.class).of(LogName.RECORDS).verifierKey();
        var other = SigningKey.generate(key.name(), new SecureRandom()).verifierKey();
        var run = run("verify", bundle.toString(), "--vkey", other.toText(), "--peer", peer());
        assertEquals(1, run.exitStatus(), run.output());
        assertTrue(run.output().startsWith("ALTERED checkpoint: no valid signature by the log's key"), run.output());
    }

    @Test
    void a_cut_bundle_is_unreadable_and_a_peer_that_is_down_is_no_verdict() throws IOException {
        var cut = Files.writeString(
                folder.resolve("cut.tlog-proof"), Files.readString(bundle).substring(0, 5_000));
        var unreadable = verify(cut, "--peer", peer());
        assertEquals(2, unreadable.exitStatus(), unreadable.output());
        assertTrue(unreadable.output().startsWith("UNREADABLE "), unreadable.output());

        var nobody = ledger.profileAt("127.0.0.1:1", "BankA", "client");
        var run = verify(bundle, "--peer", nobody.toString());
        assertEquals(2, run.exitStatus(), run.output());
        assertEquals("", run.output());
        assertTrue(Files.readString(log()).contains("was not answered: UNAVAILABLE"), Files.readString(log()));
    }

    private static JavaProcess.Ended follow() {
        return run(
                "follow",
                "--service",
                service.toString(),
                "--token",
                token(registry),
                "--vkey",
                vkey(),
                "--peer",
                peer());
    }

    private static JavaProcess.Ended verify(Path file, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("verify", file.toString(), "--vkey", vkey()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static JavaProcess.Ended run(String... arguments) {
        return JavaProcess.run(log(), JavaProcess.VERIFIER, arguments);
    }

    private static Path log() {
        return folder.resolve("verifier.log");
    }

    private static String vkey() {
        return "@" + registry.home().resolve("keys/records.vkey");
    }

    private static String peer() {
        return ledger.profile("BankA", "client").toString();
    }

    private static String token(TestRegistry of) {
        return of.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.LENDER, "bank-a"))
                .orElseThrow();
    }

    private static void asDba(String statement) {
        registry.asOwner("set session_replication_role = replica; " + statement);
    }

    private static void record(TestRegistry at, URI address, String number) {
        var body = """
                {"contractNumber":"%s","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"B-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"paid"}""".formatted(number);
        var answer = TestRegistry.send(HttpRequest.newBuilder(address.resolve("/api/v1/contracts"))
                .header("Authorization", "Bearer " + token(at))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertEquals(201, answer.statusCode(), new String(answer.body(), UTF_8));
    }

    private static long feedSize() {
        var answer = TestRegistry.get(service.resolve("/api/v1/feed/head"), token(registry));
        return answer.statusCode() == 200
                ? (Long) Objects.requireNonNull(json(answer).get("size"))
                : 0;
    }

    private static Path saveBundle(TestRegistry at, URI address, String name) throws IOException {
        var page = json(TestRegistry.get(address.resolve("/api/v1/feed/entries?limit=1"), token(at)));
        var line = (Map<?, ?>) ((List<?>) Objects.requireNonNull(page.get("entries"))).getFirst();
        return Files.writeString(folder.resolve(name + ".tlog-proof"), String.valueOf(line.get("proof")));
    }

    private static Map<?, ?> json(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode(), new String(answer.body(), UTF_8));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
