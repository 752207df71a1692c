package org.loanregistry.verifier;

import java.time.Duration;
import java.util.Optional;
import org.loanregistry.transparency.note.Checkpoint;

/** Whether a checkpoint, already known to be signed by the log's key, is the history that the other banks see too. */
interface HistoryCheck {
    /** Asks nobody: what a bundle alone cannot prove stays open. */
    HistoryCheck NONE = _ -> Optional.empty();

    /** The verdict against a checkpoint; empty if there is none. */
    Optional<Verdict> objection(Checkpoint checkpoint);

    /** Whether another than the registry was asked. */
    default boolean isIndependent() {
        return false;
    }

    /** The verdict if {@code checkpoint} was anchored more than {@code lag} before the newest head known; else empty. */
    default Optional<Verdict> lagging(Checkpoint checkpoint, Duration lag) {
        return Optional.empty();
    }
}
