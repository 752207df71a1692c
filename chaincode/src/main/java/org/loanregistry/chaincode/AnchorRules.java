package org.loanregistry.chaincode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.LogOrigin;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.QuorumCheck;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.ProofCheck;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * The rules that all banks agree on: a log's head moves only to a tree that extends it, with the log's signature and those
 * of enough witnesses, and its time never goes back. What the head is, is what the state says, never what the caller says.
 */
final class AnchorRules {
    static final String EVENT = "CheckpointAnchored";

    /** How far a head's time and the transaction's may lie apart; peers hold the latter to their own clock as closely. */
    static final long WINDOW_SECONDS = 900;

    private static final int MAX_PROOF = 64;

    private final LedgerState state;
    private final Registrations registrations;

    AnchorRules(LedgerState state) {
        this.state = state;
        this.registrations = new Registrations(state);
    }

    /**
     * Moves the head of the note's log to the note, or refreshes its time (heartbeat) if the tree is the same. A note that
     * was anchored already gets the first answer, and so does one that says nothing new; neither writes anything.
     */
    String anchor(String noteText, String oldSizeText, List<String> proofTexts) {
        long oldSize = Arguments.size("old size", oldSizeText);
        List<Hash> proof = Arguments.hashes(proofTexts, MAX_PROOF);
        SignedNote note = Notes.note(noteText);
        Checkpoint next = Notes.checkpoint(note);
        LogRegistration log = registrations.require(next.origin());
        Notes.requireSigned(log, note);
        AnchoredHeads heads = new AnchoredHeads(state, next.origin());
        Optional<AnchoredCheckpoint> answered = heads.firstAnswer(note).or(() -> knownTree(log, heads, note, next));
        if (answered.isPresent()) {
            return answered.get().toText();
        }
        registrations.requireOpen(next.origin());
        Optional<AnchoredCheckpoint> head = heads.head();
        requireExtension(head.or(() -> lastOfGenerationBefore(next.origin())), next, oldSize, proof);
        AnchoredCheckpoint anchored = new AnchoredCheckpoint(time(log, note), state.transactionId(), note);
        requireTime(log, head, anchored.epochSeconds());
        if (!registrations.isListed(log.origin())) {
            registrations.put(log); // of the first contract version
        }
        if (head.isPresent() && head.get().checkpoint().equals(next)) {
            heads.refresh(anchored);
        } else {
            heads.append(anchored);
        }
        state.emit(EVENT, anchored.toText());
        return anchored.toText();
    }

    /** The answer for a tree that is anchored, unless this note makes its head newer. */
    private Optional<AnchoredCheckpoint> knownTree(
            LogRegistration log, AnchoredHeads heads, SignedNote note, Checkpoint next) {
        Optional<AnchoredCheckpoint> known = heads.ofSize(next.treeSize());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Hash root = known.get().checkpoint().root();
        if (!root.equals(next.root())) {
            throw new Refusal(
                    Code.OTHER_ROOT,
                    "the anchored root of size " + next.treeSize() + " is " + root.toBase64() + ", got "
                            + next.root().toBase64());
        }
        AnchoredCheckpoint head = heads.requireHead();
        boolean isHead = head.checkpoint().equals(next);
        OptionalLong time = isHead ? cosignedTime(log, note) : OptionalLong.empty();
        boolean isNewer = time.isPresent() && time.getAsLong() > head.epochSeconds();
        return isNewer ? Optional.empty() : known;
    }

    /** Any tree of a new generation extends the last head of the one before: a frozen log does not reopen with another past. */
    private Optional<AnchoredCheckpoint> lastOfGenerationBefore(String origin) {
        return LogOrigin.find(origin)
                .flatMap(LogOrigin::predecessor)
                .flatMap(before -> new AnchoredHeads(state, before).head());
    }

    private static void requireExtension(
            Optional<AnchoredCheckpoint> head, Checkpoint next, long oldSize, List<Hash> proof) {
        long headSize = head.map(anchored -> anchored.checkpoint().treeSize()).orElse(0L);
        if (oldSize != headSize) {
            throw new Refusal(Code.WRONG_OLD_SIZE, "the head's size is " + headSize + ", got old size " + oldSize);
        }
        if (next.treeSize() < headSize) {
            throw new Refusal(
                    Code.SMALLER_TREE, "the head's size is " + headSize + ", got a tree of size " + next.treeSize());
        }
        if (headSize == 0) {
            requireFirst(next, proof);
            return;
        }
        Hash oldRoot = head.orElseThrow().checkpoint().root();
        switch (new ConsistencyProof(headSize, next.treeSize(), proof).check(oldRoot, next.root())) {
            case ProofCheck.Valid() -> {}
            case ProofCheck.Invalid(String reason) -> throw new Refusal(Code.INCONSISTENT, reason);
        }
    }

    /** Any tree extends the empty one, so there is nothing to prove; but the empty tree has one root only. */
    private static void requireFirst(Checkpoint next, List<Hash> proof) {
        if (!proof.isEmpty()) {
            throw new Refusal(
                    Code.INCONSISTENT, "got a proof of " + proof.size() + " hashes from the empty tree, want none");
        }
        if (next.treeSize() == 0 && !next.root().equals(TreeHash.emptyRoot())) {
            throw new Refusal(Code.INCONSISTENT, "the root of size 0 is not that of the empty tree");
        }
    }

    /** The k-th newest cosignature's time; without witnesses the transaction's. */
    private long time(LogRegistration log, SignedNote note) {
        return switch (QuorumCheck.of(log.terms(), note)) {
            case QuorumCheck.NotWanted() -> state.epochSeconds();
            case QuorumCheck.Reached(long epochSeconds) -> epochSeconds;
            case QuorumCheck.TooFew(int cosigned, int wanted) ->
                throw new Refusal(
                        Code.FEW_COSIGNATURES,
                        "got cosignatures of " + cosigned + " banks' witnesses, want " + wanted + " of "
                                + log.terms().witnesses().size());
            case QuorumCheck.False(String bank) ->
                throw new Refusal(
                        Code.BAD_SIGNATURE, "a line of " + bank + "'s witness is no cosignature of this note");
        };
    }

    private static OptionalLong cosignedTime(LogRegistration log, SignedNote note) {
        return QuorumCheck.of(log.terms(), note) instanceof QuorumCheck.Reached(long epochSeconds)
                ? OptionalLong.of(epochSeconds)
                : OptionalLong.empty();
    }

    private void requireTime(LogRegistration log, Optional<AnchoredCheckpoint> head, long time) {
        if (Math.abs(time - state.epochSeconds()) > WINDOW_SECONDS) {
            throw new Refusal(
                    Code.WRONG_TIME,
                    "the head's time is " + time + ", the transaction's " + state.epochSeconds() + ", want at most "
                            + WINDOW_SECONDS + " s between them");
        }
        if (head.isEmpty()) {
            return;
        }
        long before = head.get().epochSeconds();
        if (time < before) {
            throw new Refusal(Code.OLDER_HEAD, "the head's time is " + before + ", got " + time);
        }
        if (time - before < log.terms().minInterval()) {
            throw new Refusal(
                    Code.TOO_SOON,
                    "the head's time is " + before + ", got " + time + ", want at least "
                            + log.terms().minInterval() + " s between them");
        }
    }
}
