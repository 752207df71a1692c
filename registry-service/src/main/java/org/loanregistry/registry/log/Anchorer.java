package org.loanregistry.registry.log;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.registry.cosign.WitnessPanel;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.agreement.LogTerms;
import org.loanregistry.transparency.agreement.QuorumCheck;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;

/**
 * Puts the newest signed head of a log on the ledger, with the proof that it extends the head that the ledger holds and the
 * cosignatures of the banks' witnesses; makes the ledger's head newer when half of its staleness is over. What
 * the ledger holds is asked anew at each attempt. After an unknown outcome that very transaction is asked for once more,
 * before anything is submitted again. Not thread-safe.
 */
final class Anchorer {
    private final LogName log;
    private final String origin;
    private final Database database;
    private final LedgerCalls ledger;
    private final HistoryGuard guard;
    private final WitnessPanel witnesses;
    private final InstantSource clock;
    private final CheckpointStore checkpoints = new CheckpointStore();
    private final TileStore tiles = new TileStore();
    private @Nullable AnchoredCheckpoint lastSeen;
    private @Nullable Cosigning lastCosigning;
    private @Nullable LogTerms terms;
    private SubmitOutcome.@Nullable Unknown unknown;

    Anchorer(
            LogName log,
            String origin,
            Database database,
            LedgerCalls ledger,
            HistoryGuard guard,
            WitnessPanel witnesses,
            InstantSource clock) {
        this.log = log;
        this.origin = origin;
        this.database = database;
        this.ledger = ledger;
        this.guard = guard;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /**
     * One attempt.
     *
     * @throws HistoryException if the ledger holds a head that the database does not lead to
     * @throws org.loanregistry.ledger.LedgerUnavailableException if the ledger does not answer
     */
    AnchorStep step() {
        return unknown == null ? nextStep() : settle(unknown);
    }

    /** Still unknown, it is as good as lost: the next submission is idempotent should it come up after all. */
    private AnchorStep settle(SubmitOutcome.Unknown before) {
        unknown = null;
        var outcome = ledger.ask(before);
        return outcome instanceof SubmitOutcome.Unknown ? nextStep() : result(outcome);
    }

    private AnchorStep nextStep() {
        var head = ledger.head(origin);
        head.ifPresent(this::accept);
        var newest = database.read(tx -> checkpoints.newestSigned(tx, log));
        long oldSize = head.map(known -> known.checkpoint().treeSize()).orElse(0L);
        if (newest.isEmpty() || !isDue(newest.get(), oldSize)) {
            return new AnchorStep.UpToDate();
        }
        var registration = ledger.log(origin);
        if (registration.isEmpty()) {
            return new AnchorStep.NotRegistered();
        }
        terms = registration.get().terms();
        return isDue(newest.get(), oldSize) ? cosign(newest.get(), terms, oldSize) : new AnchorStep.UpToDate();
    }

    /** Whether the head is larger than the ledger's, and may be there yet, or the ledger's must be made newer. */
    private boolean isDue(SignedHead newest, long oldSize) {
        if (newest.treeSize() < oldSize) {
            return false;
        }
        if (terms == null || lastSeen == null) {
            return newest.treeSize() > oldSize || lastSeen != null;
        }
        long age = clock.instant().getEpochSecond() - lastSeen.epochSeconds();
        return newest.treeSize() > oldSize
                ? age >= terms.minInterval()
                : terms.quorum() > 0 && age >= Math.max(terms.minInterval(), terms.maxStaleness() / 2);
    }

    /** The newest head with the cosignatures that the terms want; with too few of them nothing is submitted. */
    private AnchorStep cosign(SignedHead newest, LogTerms agreed, long oldSize) {
        if (agreed.quorum() == 0) {
            return anchor(newest.note(), oldSize, newest.treeSize());
        }
        var cosigned = witnesses.gather(newest.note(), agreed, old -> proof(old, newest.treeSize()));
        return switch (QuorumCheck.of(agreed, cosigned.note())) {
            case QuorumCheck.TooFew(int got, int wanted) -> {
                lastCosigning = new Cosigning(newest.treeSize(), got, wanted);
                yield new AnchorStep.FewCosignatures(got, wanted, cosigned.troubles());
            }
            case QuorumCheck.NotWanted _, QuorumCheck.Reached _, QuorumCheck.False _ -> {
                // Beside the log's own lines there is one line a bank.
                int own = newest.note().signatures().size();
                int got = cosigned.note().signatures().size() - own;
                lastCosigning = new Cosigning(newest.treeSize(), got, agreed.quorum());
                yield anchor(cosigned.note(), oldSize, newest.treeSize());
            }
        };
    }

    /** What the last round of the witnesses came to, where the log's terms want any. */
    Optional<Cosigning> lastCosigning() {
        return Optional.ofNullable(lastCosigning);
    }

    /** The newest head on the ledger that {@link #step} has seen. */
    Optional<AnchoredCheckpoint> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    private AnchorStep anchor(SignedNote note, long oldSize, long newSize) {
        return result(ledger.anchor(note.toText(), oldSize, proof(oldSize, newSize)));
    }

    private List<Hash> proof(long oldSize, long newSize) {
        return oldSize == 0 || oldSize == newSize
                ? List.of()
                : database.read(tx -> new TileProofs(tiles.reader(tx, log))
                        .consistency(oldSize, newSize)
                        .path());
    }

    private AnchorStep result(SubmitOutcome outcome) {
        return switch (outcome) {
            case SubmitOutcome.Committed committed -> {
                var head = AnchoredCheckpoint.parse(committed.answer());
                accept(head);
                yield new AnchorStep.Anchored(head);
            }
            case SubmitOutcome.Refused refused -> new AnchorStep.Refused(refused.code(), refused.sentence());
            case SubmitOutcome.Unknown still -> {
                unknown = still;
                yield new AnchorStep.Unknown(still.transactionId(), still.detail());
            }
        };
    }

    /** Whatever the ledger holds must be our own history before it counts as anchored. */
    private void accept(AnchoredCheckpoint head) {
        if (head.equals(lastSeen)) {
            return;
        }
        guard.checkHead(log, head);
        database.inTransaction(tx -> {
            checkpoints.markAnchored(tx, log, head);
            return head;
        });
        lastSeen = head;
    }
}
