package org.loanregistry.verifier;

import java.util.Optional;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.note.AnchoredCheckpoint;

/** What the bank's own peer holds of a log. */
interface AnchoredHeads {
    /** The newest anchored checkpoint. */
    Optional<AnchoredCheckpoint> head(String origin);

    /** The smallest anchored checkpoint of at least {@code treeSize} leaves. */
    Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize);

    /** Those of a ledger's contract. */
    static AnchoredHeads of(AnchorLedger ledger) {
        return new AnchoredHeads() {
            @Override
            public Optional<AnchoredCheckpoint> head(String origin) {
                return ledger.head(origin);
            }

            @Override
            public Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize) {
                return ledger.checkpointAtOrAfter(origin, treeSize);
            }
        };
    }
}
