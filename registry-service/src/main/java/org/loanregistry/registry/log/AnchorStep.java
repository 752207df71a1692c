package org.loanregistry.registry.log;

import java.util.List;
import org.loanregistry.transparency.note.AnchoredCheckpoint;

/** What one attempt to anchor came to. */
sealed interface AnchorStep {
    /** The ledger holds the newest signed head, if there is one. */
    record UpToDate() implements AnchorStep {}

    /** The ledger took a new head. */
    record Anchored(AnchoredCheckpoint head) implements AnchorStep {}

    /** Nobody registered the log on the ledger yet. */
    record NotRegistered() implements AnchorStep {}

    /** Too few banks' witnesses cosigned the head; {@code troubles} says why the others did not. */
    record FewCosignatures(int cosigned, int wanted, List<String> troubles) implements AnchorStep {}

    /** The contract refused the head, with its code. */
    record Refused(String code, String sentence) implements AnchorStep {}

    /** Nobody could say whether the ledger took the head; its next answer will. */
    record Unknown(String transactionId, String detail) implements AnchorStep {}
}
