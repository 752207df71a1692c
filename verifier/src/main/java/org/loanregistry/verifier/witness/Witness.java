package org.loanregistry.verifier.witness;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.loanregistry.transparency.agreement.LogKeys;
import org.loanregistry.transparency.note.AddCheckpoint;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.CosigningKey;
import org.loanregistry.transparency.note.NoteSignature;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.ProofCheck;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * Cosigns the heads of logs, C2SP tlog-witness. Guarantee: of the heads it cosigned for one log each extends the one before,
 * so no two of one size have different roots; that holds over crashes, for a head is on disk before it is cosigned. Limit:
 * the first head of a log is believed, unless the bank's own peer holds one. Safe for many threads.
 */
final class Witness {
    private final HeadStore heads;
    private final Evidence evidence;
    private final CosigningKey key;
    private final InstantSource clock;
    private final Consumer<String> journal;

    /** Compare and persist are one step; two requests at once must not both compare with the same old head. */
    private final ReentrantLock lock = new ReentrantLock();

    Witness(HeadStore heads, Evidence evidence, CosigningKey key, InstantSource clock, Consumer<String> journal) {
        this.heads = heads;
        this.evidence = evidence;
        this.key = key;
        this.clock = clock;
        this.journal = journal;
    }

    /** Judges one request for a log with these keys. The time cosigned is the clock's, in whole seconds. */
    Answer add(AddCheckpoint request, LogKeys keys) {
        if (!keys.signed(request.note())) {
            return new Answer.NotSigned();
        }
        Checkpoint next = request.checkpoint();
        if (request.oldSize() > next.treeSize()) {
            return new Answer.Malformed(
                    "got old size " + request.oldSize() + ", want at most the checkpoint's size " + next.treeSize());
        }
        lock.lock();
        try {
            return advance(request, next, keys);
        } finally {
            lock.unlock();
        }
    }

    private Answer advance(AddCheckpoint request, Checkpoint next, LogKeys keys) {
        Optional<SignedNote> before = heads.find(next.origin());
        Optional<Checkpoint> old = before.map(note -> Checkpoint.parse(note.body()));
        long oldSize = old.map(Checkpoint::treeSize).orElse(0L);
        if (request.oldSize() != oldSize) {
            return new Answer.OtherSize(oldSize);
        }
        Hash oldRoot = old.map(Checkpoint::root).orElse(TreeHash.emptyRoot());
        switch (extension(request, oldRoot, next.root())) {
            case ProofCheck.Valid() -> {}
            case ProofCheck.Invalid(String reason) -> {
                before.filter(_ -> oldSize == next.treeSize() && !oldRoot.equals(next.root()))
                        .ifPresent(note -> equivocated(note, request.note()));
                return new Answer.Inconsistent(reason);
            }
        }
        if (!old.equals(Optional.of(next))) {
            heads.put(ownLines(request.note(), keys));
        }
        return new Answer.Cosigned(
                key.cosign(request.note().body(), clock.instant().getEpochSecond()));
    }

    /** Any tree extends the empty one, so from there nothing can be proved; but the empty tree has one root only. */
    private static ProofCheck extension(AddCheckpoint request, Hash oldRoot, Hash newRoot) {
        if (request.oldSize() > 0) {
            return request.consistency().check(oldRoot, newRoot);
        }
        if (!request.proof().isEmpty()) {
            return new ProofCheck.Invalid(
                    "got a proof of " + request.proof().size() + " hashes from the empty tree, want none");
        }
        return request.checkpoint().treeSize() == 0 && !newRoot.equals(oldRoot)
                ? new ProofCheck.Invalid("the root of size 0 is not that of the empty tree")
                : new ProofCheck.Valid();
    }

    private void equivocated(SignedNote cosigned, SignedNote other) {
        journal.accept("log " + Checkpoint.parse(other.body()).origin() + " signed two trees of size "
                + Checkpoint.parse(other.body()).treeSize() + "; both notes are in "
                + evidence.keep(cosigned, other));
    }

    /** Anybody can add lines to a note; the log's own are what matters. */
    private static SignedNote ownLines(SignedNote note, LogKeys keys) {
        List<NoteSignature> own = note.signatures().stream()
                .filter(line -> keys.keys().stream().anyMatch(known -> known.verifies(note.body(), line)))
                .toList();
        return new SignedNote(note.body(), own);
    }

    /**
     * Compares what it cosigned with what the bank's own peer holds, and goes on from the peer's head where that is known to
     * extend its own. Empty, or why the two cannot both be true.
     */
    Optional<String> compare(AnchoredCheckpoint head, OwnLedger peer) {
        lock.lock();
        try {
            Checkpoint anchored = head.checkpoint();
            Optional<Checkpoint> own = heads.find(anchored.origin()).map(note -> Checkpoint.parse(note.body()));
            if (own.isEmpty()) {
                heads.put(head.note());
                return Optional.empty();
            }
            long size = own.get().treeSize();
            if (size > anchored.treeSize()) {
                return Optional.empty(); // cosigned and not anchored yet
            }
            Optional<Checkpoint> same = size == anchored.treeSize()
                    ? Optional.of(anchored)
                    : peer.checkpointAtOrAfter(anchored.origin(), size)
                            .map(AnchoredCheckpoint::checkpoint)
                            .filter(checkpoint -> checkpoint.treeSize() == size);
            if (same.isEmpty()) {
                return Optional
                        .empty(); // a size that was never anchored: the log will have to prove its way from there
            }
            if (!same.get().root().equals(own.get().root())) {
                return Optional.of("the peer holds root " + same.get().root().toBase64() + " at size " + size
                        + ", cosigned was " + own.get().root().toBase64());
            }
            if (size < anchored.treeSize()) {
                heads.put(head.note());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
