package org.loanregistry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.VerifierKey;

class PeerCheckTest {
    private static final long NOW = 1_800_000_000;
    private static final Duration DAY = Duration.ofHours(24);

    private final TestLog log = new TestLog("log");

    @BeforeEach
    void fill() {
        log.appendBatch(4);
        log.appendBatch(4);
        log.anchor(5, NOW - 7200);
        log.anchor(10, NOW - 60);
    }

    @Test
    void an_anchored_checkpoint_is_verified_whether_newest_or_not() {
        assertInstanceOf(Verdict.Verified.class, verify(log, 10));
        assertInstanceOf(Verdict.Verified.class, verify(log, 5));
    }

    @Test
    void a_checkpoint_of_a_size_that_was_never_anchored_is_another_history() {
        assertInstanceOf(Verdict.OtherHistory.class, verify(log, 7));
    }

    @Test
    void a_checkpoint_past_the_peers_newest_is_another_history() {
        log.appendBatch(4);
        assertInstanceOf(Verdict.OtherHistory.class, verify(log, 15));
    }

    @Test
    void a_log_rewritten_and_signed_again_is_another_history() {
        TestLog rewritten = new TestLog("log");
        rewritten.appendForeignRecord();
        rewritten.appendBatch(8);
        var verdict = assertInstanceOf(
                Verdict.OtherHistory.class,
                verifier(log, DAY).verify(rewritten.bundle(2, 10).toText()));
        assertTrue(verdict.why().startsWith("your peer has another root at 10 leaves"), verdict.why());
    }

    @Test
    void a_checkpoint_that_another_key_signed_on_the_peer_is_another_history() {
        TestLog thief = new TestLog("thief");
        thief.appendBatch(4);
        thief.appendBatch(4);
        thief.anchor(10, NOW - 60);
        assertInstanceOf(Verdict.OtherHistory.class, verify(thief, 10));
    }

    @Test
    void a_peer_that_knows_nothing_of_the_log_is_another_history() {
        assertInstanceOf(Verdict.OtherHistory.class, verify(new TestLog("log"), 10));
    }

    @Test
    void a_peer_without_a_recent_head_makes_it_stale() {
        assertInstanceOf(
                Verdict.Stale.class,
                verifier(log, Duration.ofSeconds(59)).verify(log.bundle(0, 5).toText()));
        assertInstanceOf(
                Verdict.Verified.class,
                verifier(log, Duration.ofSeconds(60)).verify(log.bundle(0, 5).toText()));
    }

    @Test
    void a_head_shown_long_after_a_newer_one_was_anchored_lags() {
        PeerCheck peer = peer(log, DAY);
        Checkpoint old = Checkpoint.parse(log.note(5).body());
        assertInstanceOf(
                Verdict.Stale.class, peer.lagging(old, Duration.ofMinutes(5)).orElseThrow());
        assertEquals(Optional.empty(), peer.lagging(old, Duration.ofHours(2)));
        assertEquals(
                Optional.empty(), peer.lagging(Checkpoint.parse(log.note(10).body()), Duration.ZERO));
    }

    @Test
    void the_peer_is_asked_once_for_all_bundles_of_a_checkpoint() {
        AtomicInteger questions = new AtomicInteger();
        AnchoredHeads counted = new AnchoredHeads() {
            @Override
            public Optional<AnchoredCheckpoint> head(String origin) {
                return log.head(origin);
            }

            @Override
            public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
                questions.incrementAndGet();
                return log.checkpointAtOrAfter(origin, treeSize);
            }
        };
        BundleVerifier verifier = verifier(counted, DAY);
        for (int index = 0; index < 10; index++) {
            assertInstanceOf(
                    Verdict.Verified.class,
                    verifier.verify(log.bundle(index, 10).toText()));
        }
        assertEquals(1, questions.get());
    }

    private Verdict verify(AnchoredHeads peer, long size) {
        return verifier(peer, DAY).verify(log.bundle(0, size).toText());
    }

    private BundleVerifier verifier(AnchoredHeads peer, Duration maxAge) {
        return new BundleVerifier(log.vkey(), PackedSchemas.load(), peer(peer, maxAge));
    }

    private PeerCheck peer(AnchoredHeads heads, Duration maxAge) {
        VerifierKey pinned = log.vkey();
        return new PeerCheck(heads, pinned, maxAge, InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }
}
