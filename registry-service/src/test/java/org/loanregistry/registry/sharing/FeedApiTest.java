package org.loanregistry.registry.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loanregistry.registry.identity.Caller;
import org.loanregistry.registry.identity.DevelopmentTokens;
import org.loanregistry.registry.identity.Role;
import org.loanregistry.registry.json.Json;
import org.loanregistry.registry.log.TestRegistry;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.DisclosureCheck;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.MerkleTree;

/** Bank A has three contracts under the anchored head, bank B none; a fourth contract is recorded later. */
@TestMethodOrder(org.junit.jupiter.api.MethodOrderer.MethodName.class)
class FeedApiTest {
    private static TestRegistry registry;
    private static URI service;

    @BeforeAll
    static void serve() {
        registry = TestRegistry.create();
        service = registry.serve();
        var size = 0;
        for (var number : List.of("A-1", "A-2", "A-3")) {
            record(number);
            // The record, and the feed heads that end its batch.
            size += 2;
            registry.awaitSize(size);
        }
        registry.anchorWithoutLedger();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String token(String lender) {
        return registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.LENDER, lender))
                .orElseThrow();
    }

    private static String record(String number) {
        var body = """
                {"contractNumber":"%s","lenderOfRecord":"KP-1","funders":[{"lender":"bank-a","shareMinor":10000}],
                 "borrower":{"reference":"B-1","name":"Zhang San","nationalId":"11010519491231002X","mobile":"13912345678"},
                 "currency":"USD","principalMinor":10000,"status":"paid"}""".formatted(number);
        var answer = TestRegistry.send(HttpRequest.newBuilder(service.resolve("/api/v1/contracts"))
                .header("Authorization", "Bearer " + token("bank-a"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        var text = new String(answer.body(), UTF_8);
        assertEquals(201, answer.statusCode(), text);
        return text;
    }

    private static HttpResponse<byte[]> get(String lender, String path) {
        return TestRegistry.get(service.resolve("/api/v1/" + path), lender.isEmpty() ? "" : token(lender));
    }

    private static Map<?, ?> json(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode(), new String(answer.body(), UTF_8));
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private static List<Map<?, ?>> entries(String path) {
        var lines = (List<?>) Objects.requireNonNull(json(get("bank-a", path)).get("entries"));
        return lines.stream().<Map<?, ?>>map(line -> (Map<?, ?>) line).toList();
    }

    private static DisclosureCheck check(String proof) {
        var bundle = ProofBundle.parse(proof);
        var disclosure = Disclosure.parse(Objects.requireNonNull(bundle.extraJson()));
        assertTrue(bundle.check(disclosure.leafHash()).isValid());
        return disclosure.check(registry.bean(RecordSchemas.class));
    }

    private static String text(Map<?, ?> object, String name) {
        return (String) Objects.requireNonNull(object.get(name));
    }

    private static long number(Map<?, ?> object, String name) {
        return (Long) Objects.requireNonNull(object.get(name));
    }

    private static FeedEntry entry(Map<?, ?> line) {
        return new FeedEntry(
                Base64.getUrlDecoder().decode(text(line, "salt")),
                number(line, "number"),
                number(line, "logIndex"),
                Hash.parseBase64(text(line, "leafHash")));
    }

    @Test
    void a_bank_reads_its_feed_and_every_proof_verifies_and_nothing_personal_is_shown() {
        var lines = entries("feed/entries");
        assertEquals(3, lines.size());
        for (var line : lines) {
            var proof = text(line, "proof");
            var matches = assertInstanceOf(DisclosureCheck.Matches.class, check(proof));
            assertEquals("contract/1", matches.schema().name());
            assertTrue(matches.values().keySet().stream().noneMatch(id -> id <= 4), "personal fields shown");
            assertEquals(
                    10_000L, Objects.requireNonNull(matches.values().get(10)).toLong());
            assertEquals(
                    proof,
                    new String(
                            get("bank-a", "records/" + line.get("recordId") + "/proof")
                                    .body(),
                            UTF_8));
        }
    }

    @Test
    void the_feed_head_in_the_log_is_that_of_the_entries() {
        var head = json(get("bank-a", "feed/head"));
        var matches = assertInstanceOf(DisclosureCheck.Matches.class, check(text(head, "proof")));
        assertEquals(1, matches.values().size(), "other slots are shown");
        var hashes = entries("feed/entries").stream()
                .map(line -> entry(line).feedLeafHash())
                .toList();
        assertEquals(
                new FeedHead(3, MerkleTree.root(hashes)),
                FeedHead.parse(Objects.requireNonNull(matches.values().get(1)).bytes()));
        assertEquals(3L, head.get("size"));
        assertEquals(0L, json(get("bank-b", "feed/head")).get("size"));
    }

    @Test
    void a_page_ends_at_its_limit_and_names_the_next_entry() {
        var page = json(get("bank-a", "feed/entries?from=1&limit=1"));
        assertEquals(2L, page.get("next"));
        assertEquals(
                1L, entry(entries("feed/entries?from=1&limit=1").getFirst()).number());
        assertTrue(entries("feed/entries?from=3").isEmpty());
    }

    @Test
    void another_bank_and_a_stranger_get_nothing() {
        var recordId = entries("feed/entries").getFirst().get("recordId");
        assertEquals(404, get("bank-b", "records/" + recordId + "/proof").statusCode());
        assertEquals(
                404, get("bank-a", "records/" + UUID.randomUUID() + "/proof").statusCode());
        assertEquals(401, get("", "feed/head").statusCode());
        assertEquals(401, get("", "records/" + recordId + "/proof").statusCode());
        var operator = registry.bean(DevelopmentTokens.class)
                .tokenOf(new Caller(Role.OPERATOR, "registry-operator"))
                .orElseThrow();
        assertEquals(
                403,
                TestRegistry.get(service.resolve("/api/v1/feed/head"), operator).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=-1", "limit=0", "limit=1001", "from=x"})
    void a_page_out_of_bounds_is_refused(String query) {
        assertEquals(400, get("bank-a", "feed/entries?" + query).statusCode());
    }

    @Test
    void zz_an_altered_row_does_not_lead_to_its_leaf_any_more_and_a_new_record_is_not_shown_yet() {
        assertFalse(record("A-4").isEmpty());
        registry.awaitSize(8);
        assertEquals(3, entries("feed/entries").size());
        registry.asOwner("alter table contract disable trigger all");
        registry.asOwner("update contract set principal_minor = 99 where contract_number = 'A-2'");
        var verdicts = entries("feed/entries").stream()
                .map(line -> check(text(line, "proof")).getClass().getSimpleName())
                .toList();
        assertEquals(List.of("Matches", "Altered", "Matches"), verdicts);
    }
}
