package org.loanregistry.verifier;

import java.util.Optional;
import org.loanregistry.transparency.note.Checkpoint;

/** Whether a checkpoint, already known to be signed by the log's key, is the history that the other banks see too. */
interface HistoryCheck {
    /** Asks nobody: what a bundle alone cannot prove stays open. */
    HistoryCheck NONE = _ -> Optional.empty();

    /** The verdict against a checkpoint; empty if there is none. */
    Optional<Verdict> objection(Checkpoint checkpoint);
}
