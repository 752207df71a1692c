package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.feed.FeedEntry;

class FeedFollowerTest {
    private static final long NOW = 1_800_000_000;

    private final TestLog log = new TestLog("log");
    private final List<Verdict> verdicts = new ArrayList<>();
    private long size;

    @SuppressWarnings("NullAway.Init")
    private FeedServer server;

    @BeforeEach
    void start() throws IOException {
        log.appendBatch(5);
        log.appendForeignRecord();
        size = log.appendBatch(6);
        log.anchor(size, NOW - 60);
        server = new FeedServer(log, size);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_honest_feed_is_complete_and_every_record_verified() {
        assertInstanceOf(Completeness.Complete.class, follow());
        assertEquals(11, verdicts.size());
        assertTrue(verdicts.stream().allMatch(Verdict.Verified.class::isInstance));
    }

    @Test
    void an_entry_past_the_head_is_left_for_the_next_time() throws IOException {
        FeedHeadCheck.Result head = head();
        long later = log.appendBatch(2);
        log.anchor(later, NOW);
        server.close();
        server = new FeedServer(log, later);
        assertInstanceOf(Completeness.Complete.class, follow(head));
        assertEquals(11, verdicts.size());
    }

    @Test
    void a_record_without_its_proof_is_withheld_by_number_and_leaf() {
        change(4, "proof", null);
        assertEquals(new Completeness.Withheld(4, 4, "no proof of its record is shown"), follow());
        assertEquals(
                List.of(new Verdict.Withheld(4, 4, "no proof of its record is shown")),
                verdicts.stream().filter(Verdict.Withheld.class::isInstance).toList());
    }

    @Test
    void an_entry_left_out_is_withheld_by_number() {
        server.lines.remove(7L);
        assertEquals(new Completeness.Withheld(7, 7, "left out"), follow());
        assertTrue(verdicts.contains(new Verdict.Withheld(7, -1, "left out")));
        assertEquals(11, verdicts.size());
    }

    @Test
    void a_feed_cut_short_is_withheld_from_there() {
        server.lines.tailMap(3L).clear();
        assertEquals(new Completeness.Withheld(3, 10, "left out"), follow());
        assertEquals(new Verdict.Withheld(3, -1, "entries 3 to 10 are left out"), verdicts.getLast());
    }

    @Test
    void an_empty_feed_that_the_log_says_is_not_empty_is_withheld() {
        server.lines.clear();
        assertEquals(new Completeness.Withheld(0, 10, "left out"), follow());
        assertEquals(List.of(new Verdict.Withheld(0, -1, "entries 0 to 10 are left out")), verdicts);
    }

    @Test
    void another_record_in_the_place_of_one_is_withheld() {
        change(2, "proof", log.bundle(3, size).toText());
        assertInstanceOf(Completeness.Withheld.class, follow());
        assertInstanceOf(Verdict.Withheld.class, verdicts.get(2));
    }

    @Test
    void an_entry_exchanged_for_a_record_of_somebody_else_breaks_the_feeds_root() {
        FeedEntry honest = log.feed().get(5);
        FeedEntry exchanged =
                new FeedEntry(honest.salt(), 5, 6, log.disclosure(6).leafHash());
        server.lines.put(5L, FeedServer.line(exchanged, log.bundle(6, size).toText()));
        assertInstanceOf(Completeness.Exchanged.class, follow());
    }

    @Test
    void an_altered_record_is_altered() {
        change(
                1,
                "proof",
                BundleCases.all().values().stream()
                        .filter(made -> made.expect().equals("ALTERED"))
                        .findFirst()
                        .orElseThrow()
                        .bundle());
        follow();
        assertInstanceOf(Verdict.Altered.class, verdicts.get(1));
    }

    @Test
    void a_number_given_twice_is_renumbered() {
        change(1, "number", 0);
        assertEquals(new Completeness.Renumbered("entry 0 comes after entry 0"), follow());
    }

    @Test
    void two_entries_that_changed_numbers_are_renumbered() {
        Map<String, Object> third = new LinkedHashMap<>(server.lines.get(3L));
        Map<String, Object> fourth = new LinkedHashMap<>(server.lines.get(4L));
        third.put("number", 4L);
        fourth.put("number", 3L);
        server.lines.put(3L, fourth);
        server.lines.put(4L, third);
        assertEquals(
                new Completeness.Renumbered(
                        "entry 4 is leaf 3, the one before it leaf 4: a feed is in the log's order"),
                follow());
    }

    @Test
    void a_malformed_answer_is_unusable() {
        change(1, "number", "one");
        assertThrows(FeedUnavailableException.class, this::follow);
    }

    @Test
    void a_wrong_token_and_a_service_that_is_down_are_unusable() {
        try (FeedClient stranger = new FeedClient(server.uri(), "stolen")) {
            var refusal = assertThrows(FeedUnavailableException.class, stranger::head);
            assertTrue(String.valueOf(refusal.getMessage()).contains("401"), refusal.getMessage());
        }
        try (FeedClient nowhere = new FeedClient(URI.create("http://127.0.0.1:1"), "token")) {
            assertThrows(FeedUnavailableException.class, nowhere::head);
        }
    }

    @Test
    void a_head_that_is_not_the_last_leaf_of_its_checkpoint_is_altered() {
        server.tellHead(5, log.bundle(5, size).toText());
        assertInstanceOf(Verdict.Altered.class, notProved());
    }

    @Test
    void a_head_proved_by_a_contract_is_altered() {
        server.tellHead(5, log.bundle(1, size).toText());
        assertInstanceOf(Verdict.Altered.class, notProved());
    }

    @Test
    void yesterdays_head_is_stale_when_the_peer_has_a_newer_one() {
        log.appendBatch(1);
        log.anchor(log.feed().size() + 4, NOW + 3600);
        assertInstanceOf(Verdict.Stale.class, notProved());
    }

    @Test
    void a_head_that_the_peer_never_saw_is_another_history() {
        long unanchored = log.appendBatch(1);
        server.tellHead(12, log.bundle((int) unanchored - 1, unanchored).toText());
        assertInstanceOf(Verdict.OtherHistory.class, notProved());
    }

    private Verdict notProved() {
        return assertInstanceOf(FeedHeadCheck.Result.NotProved.class, head()).verdict();
    }

    private Completeness follow() {
        return follow(head());
    }

    private Completeness follow(FeedHeadCheck.Result head) {
        var proved = assertInstanceOf(FeedHeadCheck.Result.Proved.class, head);
        try (FeedClient client = server.client()) {
            FeedCount count = new FeedCount(client.head(), proved.head(), size, Optional.empty());
            return new FeedFollower(client, verifier(), count, LocalDate.EPOCH, (_, verdict) -> verdicts.add(verdict))
                    .follow();
        }
    }

    private FeedHeadCheck.Result head() {
        try (FeedClient client = server.client()) {
            return new FeedHeadCheck(verifier(), peer()).check(client.head());
        }
    }

    private BundleVerifier verifier() {
        return new BundleVerifier(log.vkey(), PackedSchemas.load(), peer());
    }

    private PeerCheck peer() {
        return new PeerCheck(
                log, log.vkey(), Duration.ofHours(24), InstantSource.fixed(Instant.ofEpochSecond(NOW + 3600)));
    }

    private void change(long number, String name, @org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> line = new LinkedHashMap<>(server.lines.get(number));
        line.remove(name);
        if (value != null) {
            line.put(name, value);
        }
        server.lines.put(number, line);
    }
}
