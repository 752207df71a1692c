package org.loanregistry.verifier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.VerifierKey;

/**
 * Compares checkpoints with those on the bank's own peer, each distinct one once. Only anchored heads are published, so the
 * peer must hold a checkpoint of exactly that size. Safe for many threads.
 */
final class PeerCheck implements HistoryCheck {
    private final AnchoredHeads peer;
    private final VerifierKey logKey;
    private final Duration maxAge;
    private final InstantSource clock;
    private final ConcurrentMap<Checkpoint, Optional<Verdict>> objections = new ConcurrentHashMap<>();

    PeerCheck(AnchoredHeads peer, VerifierKey logKey, Duration maxAge, InstantSource clock) {
        this.peer = peer;
        this.logKey = logKey;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public Optional<Verdict> objection(Checkpoint checkpoint) {
        return objections.computeIfAbsent(checkpoint, this::compare);
    }

    @Override
    public boolean isIndependent() {
        return true;
    }

    @Override
    public Optional<Verdict> lagging(Checkpoint checkpoint, Duration lag) {
        Optional<AnchoredCheckpoint> own = peer.checkpointAtOrAfter(checkpoint.origin(), checkpoint.treeSize());
        Optional<AnchoredCheckpoint> newest = peer.head(checkpoint.origin());
        if (own.isEmpty() || newest.isEmpty()) {
            return Optional.of(nothingOfThatSize(checkpoint));
        }
        Duration behind =
                Duration.ofSeconds(newest.get().epochSeconds() - own.get().epochSeconds());
        return behind.compareTo(lag) <= 0
                ? Optional.empty()
                : Optional.of(new Verdict.Stale("the service shows " + checkpoint.treeSize() + " leaves, your peer has "
                        + newest.get().checkpoint().treeSize() + ", anchored " + inWords(behind) + " later"));
    }

    private Optional<Verdict> compare(Checkpoint checkpoint) {
        Optional<AnchoredCheckpoint> held = peer.checkpointAtOrAfter(checkpoint.origin(), checkpoint.treeSize());
        if (held.isEmpty()) {
            return Optional.of(nothingOfThatSize(checkpoint));
        }
        Checkpoint other = held.get().checkpoint();
        if (other.treeSize() != checkpoint.treeSize()) {
            return Optional.of(new Verdict.OtherHistory("your peer has no checkpoint of " + checkpoint.treeSize()
                    + " leaves, only of " + other.treeSize()));
        }
        if (!other.equals(checkpoint)) {
            return Optional.of(new Verdict.OtherHistory("your peer has another root at " + checkpoint.treeSize()
                    + " leaves: " + other.root().toBase64() + ", not "
                    + checkpoint.root().toBase64()));
        }
        if (!held.get().note().isSignedBy(logKey)) {
            return Optional.of(
                    new Verdict.OtherHistory("the checkpoint on your peer is not signed by the key you pinned"));
        }
        return stale(checkpoint);
    }

    private Optional<Verdict> stale(Checkpoint checkpoint) {
        Optional<AnchoredCheckpoint> newest = peer.head(checkpoint.origin());
        if (newest.isEmpty()) {
            return Optional.of(nothingOfThatSize(checkpoint));
        }
        Instant anchored = Instant.ofEpochSecond(newest.get().epochSeconds());
        Duration age = Duration.between(anchored, clock.instant());
        return age.compareTo(maxAge) <= 0
                ? Optional.empty()
                : Optional.of(new Verdict.Stale("the newest head on your peer is of " + anchored + ", " + inWords(age)
                        + " old, more than " + inWords(maxAge)));
    }

    private static Verdict nothingOfThatSize(Checkpoint checkpoint) {
        return new Verdict.OtherHistory("your peer has no checkpoint of " + checkpoint.treeSize() + " leaves or more");
    }

    private static String inWords(Duration duration) {
        long hours = duration.toHours();
        return hours >= 1 ? hours + " h " + duration.toMinutesPart() + " min" : duration.toSeconds() + " s";
    }
}
