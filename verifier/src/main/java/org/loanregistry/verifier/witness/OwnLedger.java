package org.loanregistry.verifier.witness;

import java.util.List;
import java.util.Optional;
import org.loanregistry.ledger.AnchorLedger;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.note.AnchoredCheckpoint;

/** What the bank's own peer says of logs; {@link org.loanregistry.ledger.LedgerUnavailableException} if it says nothing. */
interface OwnLedger {
    /** All registered logs, open or not. */
    List<LogRegistration> logs();

    /** The newest anchored checkpoint of a log. */
    Optional<AnchoredCheckpoint> head(String origin);

    /** The smallest anchored checkpoint of at least {@code treeSize} leaves. */
    Optional<AnchoredCheckpoint> checkpointAtOrAfter(String origin, long treeSize);

    /** That of a ledger's contract. */
    static OwnLedger of(AnchorLedger ledger) {
        return new OwnLedger() {
            @Override
            public List<LogRegistration> logs() {
                return ledger.governance().logs().stream()
                        .flatMap(origin -> ledger.log(origin).stream())
                        .toList();
            }

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
