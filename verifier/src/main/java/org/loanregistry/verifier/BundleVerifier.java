package org.loanregistry.verifier;

import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.RecordSchemas;

/** The whole judgement of a bundle: itself first, then its history. Safe for many threads. */
final class BundleVerifier {
    private final BundleCheck bundles;
    private final HistoryCheck history;

    BundleVerifier(VerifierKey logKey, RecordSchemas schemas, HistoryCheck history) {
        this.bundles = new BundleCheck(logKey, schemas);
        this.history = history;
    }

    /** The one verdict; {@link org.loanregistry.ledger.LedgerUnavailableException} if the peer cannot be asked. */
    Verdict verify(String bundleText) {
        Verdict alone = bundles.check(bundleText);
        return alone instanceof Verdict.Verified verified
                ? history.objection(verified.checkpoint()).orElse(verified)
                : alone;
    }
}
