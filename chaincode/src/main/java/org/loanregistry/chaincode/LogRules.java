package org.loanregistry.chaincode;

import java.util.List;
import java.util.stream.Collectors;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.agreement.LogState;
import org.loanregistry.transparency.agreement.LogSummary;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.ProofCheck;

/** What the ledger answers of a log, and the report that freezes it. */
final class LogRules {
    static final String EVENT = "LogFrozen";

    private static final int MAX_PROOF = 64;

    private final LedgerState state;
    private final Registrations registrations;

    LogRules(LedgerState state) {
        this.state = state;
        this.registrations = new Registrations(state);
    }

    /** The newest anchored head. */
    String head(String origin) {
        return new AnchoredHeads(state, origin).requireHead().toText();
    }

    /** The smallest anchored head of at least this size. */
    String checkpointAtOrAfter(String origin, String sizeText) {
        return new AnchoredHeads(state, origin)
                .atOrAfter(Arguments.size("size", sizeText))
                .toText();
    }

    /** The log's registration. */
    String log(String origin) {
        return registrations.require(origin).toText();
    }

    /** The origins of all logs, a line each, in the order in which they were registered. */
    String logs() {
        return registrations.all().stream().map(log -> log.origin() + "\n").collect(Collectors.joining());
    }

    /** Size and time of the newest head of every log. */
    String heads() {
        return LogSummary.toText(registrations.all().stream().map(this::summary).toList());
    }

    /** The two notes that froze the log, an empty line between them. */
    String evidence(String origin) {
        registrations.require(origin);
        return state.get(StateKey.evidence(origin))
                .orElseThrow(() -> new Refusal(Code.NOT_FOUND, "nobody reported this log"));
    }

    /** Refuses unless the leaf is in the anchored tree of exactly this size; the answer is that tree's checkpoint. */
    String verifyInclusion(String origin, String sizeText, String indexText, String leafHash, List<String> proof) {
        long size = Arguments.size("size", sizeText);
        long index = Arguments.size("index", indexText);
        Hash leaf = Arguments.hashes(List.of(leafHash), 1).getFirst();
        List<Hash> path = Arguments.hashes(proof, MAX_PROOF);
        var anchored = new AnchoredHeads(state, origin)
                .ofSize(size)
                .orElseThrow(() -> new Refusal(Code.NOT_FOUND, "no head of size " + size + " is anchored"));
        return switch (new InclusionProof(index, size, path)
                .check(leaf, anchored.checkpoint().root())) {
            case ProofCheck.Valid() -> anchored.toText();
            case ProofCheck.Invalid(String reason) -> throw new Refusal(Code.NOT_INCLUDED, reason);
        };
    }

    /**
     * Freezes a log whose key signed two trees of one size; anyone may report it. A log that is frozen already gets the
     * registration as it was frozen.
     */
    String reportEquivocation(String noteA, String noteB) {
        SignedNote first = Notes.note(noteA);
        SignedNote second = Notes.note(noteB);
        Checkpoint one = Notes.checkpoint(first);
        Checkpoint other = Notes.checkpoint(second);
        LogRegistration log = registrations.require(one.origin());
        Notes.requireSigned(log, first);
        if (!one.origin().equals(other.origin())
                || one.treeSize() != other.treeSize()
                || one.root().equals(other.root())) {
            throw new Refusal(
                    Code.NO_EQUIVOCATION,
                    "want two notes of one origin and one size with two roots, got sizes " + one.treeSize() + " and "
                            + other.treeSize());
        }
        Notes.requireSigned(log, second);
        if (log.state() == LogState.FROZEN) {
            return log.toText();
        }
        LogRegistration frozen = log.with(LogState.FROZEN, "equivocation", state.transactionId());
        registrations.put(frozen);
        state.put(StateKey.evidence(log.origin()), first.toText() + "\n" + second.toText());
        state.emit(EVENT, frozen.toText());
        return frozen.toText();
    }

    private LogSummary summary(LogRegistration log) {
        var head = new AnchoredHeads(state, log.origin())
                .head()
                .map(newest -> new LogSummary.Head(newest.checkpoint().treeSize(), newest.epochSeconds()));
        return new LogSummary(log.origin(), log.state(), log.terms().maxStaleness(), head);
    }
}
