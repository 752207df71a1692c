package org.loanregistry.chaincode;

import java.util.List;
import java.util.Optional;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.tree.ConsistencyProof;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.ProofCheck;
import org.loanregistry.transparency.tree.TreeHash;

/**
 * The rules that all banks agree on: a log's head moves only to a tree that extends it, and only with the log's signature.
 * What the head is, is what the state says, never what the caller says. Each call either returns its answer or throws a
 * {@link Refusal} and has written nothing.
 */
final class LogRules {
    static final String EVENT = "CheckpointAnchored";

    private static final int MAX_SIGNATURES = 16;
    private static final int MAX_PROOF = 64;
    private static final String ORIGIN = "[!-*,-~]{1,200}"; // printable ASCII but + and space

    private final LedgerState state;

    LogRules(LedgerState state) {
        this.state = state;
    }

    /** Registers a log under its origin, once and for good; the same registration again gets the first answer. */
    String registerLog(String origin, String vkey) {
        Caller caller = state.caller();
        if (!caller.isAdminOfABank()) {
            throw new Refusal(Code.NOT_ALLOWED, "only an admin of a bank registers a log");
        }
        VerifierKey key = verifierKey(vkey);
        if (!origin.matches(ORIGIN) || !key.name().equals(origin)) {
            throw new Refusal(Code.BAD_ARGUMENT, "the origin must be printable ASCII and the name of the key");
        }
        Optional<LogRegistration> registered = registration(origin);
        if (registered.isPresent()) {
            LogRegistration first = registered.get();
            if (!first.vkey().equals(key)) {
                throw new Refusal(Code.LOG_EXISTS, "the log is registered with another key");
            }
            return first.toText();
        }
        LogRegistration registration = new LogRegistration(key, caller.mspId(), state.transactionId());
        state.put(StateKey.log(origin), registration.toText());
        return registration.toText();
    }

    /** Moves the head of the note's log to the note; a note that was anchored already gets the first answer. */
    String anchor(String noteText, String oldSizeText, List<String> proofTexts) {
        long oldSize = Arguments.size("old size", oldSizeText);
        List<Hash> proof = Arguments.hashes(proofTexts, MAX_PROOF);
        SignedNote note = note(noteText);
        Checkpoint checkpoint = checkpoint(note);
        String origin = checkpoint.origin();
        LogRegistration log = registration(origin).orElseThrow(() -> unknownLog(origin));
        if (!note.isSignedBy(log.vkey())) {
            throw new Refusal(Code.BAD_SIGNATURE, "the note is not signed by the log's registered key");
        }
        Optional<AnchoredCheckpoint> known = read(StateKey.checkpoint(origin, checkpoint.treeSize()));
        if (known.isPresent()) {
            return firstAnswer(known.get(), checkpoint);
        }
        requireExtension(read(StateKey.head(origin)), checkpoint, oldSize, proof);
        return write(new AnchoredCheckpoint(state.epochSeconds(), state.transactionId(), note), checkpoint);
    }

    /** The newest anchored head. */
    String head(String origin) {
        return read(StateKey.head(origin))
                .orElseThrow(LogRules::nothingAnchored)
                .toText();
    }

    /** The smallest anchored head of at least this size. */
    String checkpointAtOrAfter(String origin, String sizeText) {
        long size = Arguments.size("size", sizeText);
        long headSize = read(StateKey.head(origin))
                .orElseThrow(LogRules::nothingAnchored)
                .checkpoint()
                .treeSize();
        if (headSize < size) {
            throw new Refusal(Code.NOT_FOUND, "got size " + size + ", the head's size is " + headSize);
        }
        return read(StateKey.checkpoint(origin, size))
                .or(() -> read(StateKey.checkpoint(origin, sizeAtOrAfter(origin, size))))
                .orElseThrow(LogRules::nothingAnchored)
                .toText();
    }

    /** The log's registration. */
    String log(String origin) {
        return registration(origin).orElseThrow(() -> unknownLog(origin)).toText();
    }

    private static String firstAnswer(AnchoredCheckpoint known, Checkpoint checkpoint) {
        if (!known.checkpoint().root().equals(checkpoint.root())) {
            throw new Refusal(
                    Code.OTHER_ROOT,
                    "the anchored root of size " + checkpoint.treeSize() + " is "
                            + known.checkpoint().root().toBase64() + ", got "
                            + checkpoint.root().toBase64());
        }
        return known.toText();
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

    private String write(AnchoredCheckpoint anchored, Checkpoint checkpoint) {
        String origin = checkpoint.origin();
        String text = anchored.toText();
        long position = count(origin);
        state.put(StateKey.head(origin), text);
        state.put(StateKey.checkpoint(origin, checkpoint.treeSize()), text);
        state.put(StateKey.sizeAt(origin, position), Long.toString(checkpoint.treeSize()));
        state.put(StateKey.count(origin), Long.toString(position + 1));
        state.emit(EVENT, text);
        return text;
    }

    /** Sizes only grow, so a binary search by plain reads finds it: some 27 of them among 100 million heads. */
    private long sizeAtOrAfter(String origin, long size) {
        long low = 0;
        long high = count(origin) - 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (sizeAt(origin, middle) < size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sizeAt(origin, low);
    }

    private long count(String origin) {
        return state.get(StateKey.count(origin)).map(Long::parseLong).orElse(0L);
    }

    private long sizeAt(String origin, long position) {
        return state.get(StateKey.sizeAt(origin, position)).map(Long::parseLong).orElseThrow();
    }

    private Optional<LogRegistration> registration(String origin) {
        return origin.matches(ORIGIN) ? state.get(StateKey.log(origin)).map(LogRegistration::parse) : Optional.empty();
    }

    private Optional<AnchoredCheckpoint> read(StateKey key) {
        boolean isOrigin = key.attributes().getFirst().matches(ORIGIN);
        return isOrigin ? state.get(key).map(AnchoredCheckpoint::parse) : Optional.empty();
    }

    private static SignedNote note(String text) {
        try {
            SignedNote note = SignedNote.parse(text);
            if (note.signatures().size() > MAX_SIGNATURES) {
                throw new Refusal(
                        Code.MALFORMED_NOTE,
                        "got " + note.signatures().size() + " signature lines, want at most " + MAX_SIGNATURES);
            }
            return note;
        } catch (NoteFormatException e) {
            throw new Refusal(Code.MALFORMED_NOTE, String.valueOf(e.getMessage()));
        }
    }

    private static Checkpoint checkpoint(SignedNote note) {
        try {
            return Checkpoint.parse(note.body());
        } catch (NoteFormatException e) {
            throw new Refusal(Code.MALFORMED_NOTE, String.valueOf(e.getMessage()));
        }
    }

    private static VerifierKey verifierKey(String vkey) {
        try {
            return VerifierKey.parse(vkey);
        } catch (NoteFormatException e) {
            throw new Refusal(Code.BAD_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    private static Refusal unknownLog(String origin) {
        return new Refusal(Code.UNKNOWN_LOG, "no log is registered as " + Arguments.quoted(origin));
    }

    private static Refusal nothingAnchored() {
        return new Refusal(Code.NOT_FOUND, "nothing is anchored for this log");
    }
}
