package org.loanregistry.verifier;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.verifier.witness.Evidence;

/**
 * Compares what a bank is shown with what it saw before, and remembers it. Guarantee: a head is remembered only if the log at
 * that head is proved to extend the log at the one before. Limit: the first time there is nothing to compare with.
 */
final class Memory {
    private final @Nullable Path folder;
    private final VerifierKey logKey;
    private final int slot;
    private final Optional<SeenHead> seen;

    private Memory(@Nullable Path folder, VerifierKey logKey, int slot, Optional<SeenHead> seen) {
        this.folder = folder;
        this.logKey = logKey;
        this.slot = slot;
        this.seen = seen;
    }

    /** What the bank's folder holds; without a folder nothing is known and nothing kept. */
    static Memory open(@Nullable Path folder, VerifierKey logKey, int slot) {
        Optional<SeenHead> seen = folder == null ? Optional.empty() : SeenHead.read(folder, logKey.name(), slot);
        if (seen.isPresent() && !seen.get().note().isSignedBy(logKey)) {
            throw new IllegalArgumentException("the head in " + folder
                    + " is not signed by the key you pin now: want another --state for another key");
        }
        return new Memory(folder, logKey, slot, seen);
    }

    /** The feed's head of last time. */
    Optional<FeedHead> feed() {
        return seen.map(SeenHead::feed);
    }

    /** What speaks against a head that the log's key signed; empty if it extends the one seen, or none was. */
    Optional<Completeness> objection(SignedNote note, FeedHead feed, FeedSource source, HistoryCheck history) {
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Checkpoint before = seen.get().checkpoint();
        Checkpoint now = Checkpoint.parse(note.body());
        if (now.treeSize() < before.treeSize()) {
            return Optional.of(new Completeness.OlderHead(
                    "a head of " + now.treeSize() + " leaves is shown, this bank saw " + before.treeSize()));
        }
        if (now.treeSize() == before.treeSize()) {
            return now.equals(before)
                    ? Optional.empty()
                    : Optional.of(twoHistories(note, "two roots at " + now.treeSize() + " leaves, both signed"));
        }
        if (feed.size() < seen.get().feed().size()) {
            return Optional.of(twoHistories(
                    note,
                    "the log said that the feed has " + seen.get().feed().size() + " entries, now " + feed.size()));
        }
        return extension(before, now, note, source, history);
    }

    private Optional<Completeness> extension(
            Checkpoint before, Checkpoint now, SignedNote note, FeedSource source, HistoryCheck history) {
        if (history.isIndependent()) {
            // Both heads are on the bank's own peer, and its contract took the newer only with a proof that it extends
            // the older.
            return history.objection(before)
                    .map(objection -> twoHistories(note, "of the head seen before: " + objection.detail()));
        }
        Optional<ConsistencyProof> proof = source.consistency(now.origin(), before.treeSize(), now.treeSize());
        if (proof.isEmpty()) {
            return Optional.of(new Completeness.NotProved("nothing here shows that the log of " + now.treeSize()
                    + " leaves extends the one of " + before.treeSize() + " that this bank saw: give --peer"));
        }
        return proof.get().check(before.root(), now.root()).isValid()
                ? Optional.empty()
                : Optional.of(twoHistories(
                        note,
                        "the log of " + now.treeSize() + " leaves does not extend the one of " + before.treeSize()
                                + " that this bank saw"));
    }

    /** Keeps what was found to be in order. */
    void remember(SignedNote note, FeedHead feed) {
        if (folder != null) {
            new SeenHead(feed, note).write(folder, slot);
        }
    }

    /** What was compared, in a sentence. */
    String remark() {
        if (folder == null) {
            return "Not compared with what this bank saw before: no --state was given.";
        }
        return seen.map(head ->
                        "It extends the head of " + head.checkpoint().treeSize() + " leaves that this bank saw before.")
                .orElse("This bank looked for the first time; the next time it compares.");
    }

    private Completeness twoHistories(SignedNote note, String why) {
        SignedNote before = seen.orElseThrow().note();
        if (folder == null || !note.isSignedBy(logKey)) {
            throw new IllegalStateException("no signed head, no contradiction");
        }
        return new Completeness.TwoHistories(why, new Evidence(folder.resolve("evidence")).keep(before, note));
    }
}
