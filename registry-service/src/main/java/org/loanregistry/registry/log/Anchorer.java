package org.loanregistry.registry.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.ledger.SubmitOutcome;
import org.loanregistry.registry.database.Database;
import org.loanregistry.transparency.note.AnchoredCheckpoint;
import org.loanregistry.transparency.tile.TileProofs;
import org.loanregistry.transparency.tree.Hash;

/**
 * Puts the newest signed head of a log on the ledger, with the proof that it extends the head that the ledger holds. What
 * the ledger holds is asked anew at each attempt. After an unknown outcome that very transaction is asked for once more,
 * before anything is submitted again. Not thread-safe.
 */
final class Anchorer {
    private final LogName log;
    private final String origin;
    private final Database database;
    private final AnchorLedger ledger;
    private final HistoryGuard guard;
    private final CheckpointStore checkpoints = new CheckpointStore();
    private final TileStore tiles = new TileStore();
    private @Nullable AnchoredCheckpoint lastSeen;
    private SubmitOutcome.@Nullable Unknown unknown;

    Anchorer(LogName log, String origin, Database database, AnchorLedger ledger, HistoryGuard guard) {
        this.log = log;
        this.origin = origin;
        this.database = database;
        this.ledger = ledger;
        this.guard = guard;
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
        if (newest.isEmpty() || newest.get().treeSize() <= oldSize) {
            return new AnchorStep.UpToDate();
        }
        if (head.isEmpty() && !ledger.isRegistered(origin)) {
            return new AnchorStep.NotRegistered();
        }
        return anchor(newest.get(), oldSize);
    }

    /** The newest head on the ledger that {@link #step} has seen. */
    Optional<AnchoredCheckpoint> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    private AnchorStep anchor(SignedHead newest, long oldSize) {
        List<Hash> proof = oldSize == 0
                ? List.of()
                : database.read(tx -> new TileProofs(tiles.reader(tx, log))
                        .consistency(oldSize, newest.treeSize())
                        .path());
        return result(ledger.anchor(newest.note().toText(), oldSize, proof));
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
