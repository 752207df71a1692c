package org.loanregistry.chaincode;

import java.util.List;
import java.util.Optional;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SignedNote;

/** The anchored heads of a log, as the ledger holds them. */
final class AnchoredHeads {
    private final LedgerState state;
    private final String origin;

    AnchoredHeads(LedgerState state, String origin) {
        this.state = state;
        this.origin = origin;
    }

    /** The newest; empty also for what is no origin. */
    Optional<AnchoredCheckpoint> head() {
        return read(StateKey.head(origin));
    }

    AnchoredCheckpoint requireHead() {
        return head().orElseThrow(AnchoredHeads::nothingAnchored);
    }

    /** The newest of exactly this size. */
    Optional<AnchoredCheckpoint> ofSize(long treeSize) {
        return read(StateKey.checkpoint(origin, treeSize));
    }

    /** That of the smallest anchored size of at least this. */
    AnchoredCheckpoint atOrAfter(long treeSize) {
        long headSize = requireHead().checkpoint().treeSize();
        if (headSize < treeSize) {
            throw new Refusal(Code.NOT_FOUND, "got size " + treeSize + ", the head's size is " + headSize);
        }
        return ofSize(treeSize).or(() -> ofSize(sizeAtOrAfter(treeSize))).orElseThrow(AnchoredHeads::nothingAnchored);
    }

    /** How this very note was answered when it was anchored. */
    Optional<AnchoredCheckpoint> firstAnswer(SignedNote note) {
        return state.get(StateKey.note(origin, Notes.hash(note))).map(answer -> {
            List<String> lines = StrictText.lines(answer);
            return new AnchoredCheckpoint(StrictText.decimal(lines.get(0)), lines.get(1), note);
        });
    }

    /** Writes a head of a new size. */
    void append(AnchoredCheckpoint head) {
        long position = count();
        state.put(
                StateKey.sizeAt(origin, position),
                Long.toString(head.checkpoint().treeSize()));
        state.put(StateKey.count(origin), Long.toString(position + 1));
        refresh(head);
    }

    /** Writes a head of the newest size. */
    void refresh(AnchoredCheckpoint head) {
        String text = head.toText();
        state.put(StateKey.head(origin), text);
        state.put(StateKey.checkpoint(origin, head.checkpoint().treeSize()), text);
        state.put(
                StateKey.note(origin, Notes.hash(head.note())),
                head.epochSeconds() + "\n" + head.transactionId() + "\n");
    }

    /** Sizes only grow, so a binary search by plain reads finds it: some 27 of them among 100 million heads. */
    private long sizeAtOrAfter(long size) {
        long low = 0;
        long high = count() - 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (sizeAt(middle) < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sizeAt(low);
    }

    private long count() {
        return state.get(StateKey.count(origin)).map(Long::parseLong).orElse(0L);
    }

    private long sizeAt(long position) {
        return state.get(StateKey.sizeAt(origin, position)).map(Long::parseLong).orElseThrow();
    }

    private Optional<AnchoredCheckpoint> read(StateKey key) {
        return Registrations.isOrigin(origin) ? state.get(key).map(AnchoredCheckpoint::parse) : Optional.empty();
    }

    private static Refusal nothingAnchored() {
        return new Refusal(Code.NOT_FOUND, "nothing is anchored for this log");
    }
}
