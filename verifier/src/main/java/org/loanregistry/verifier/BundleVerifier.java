package org.loanregistry.verifier;

import java.util.Map;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.TreeHash;

/** The whole judgement of a bundle: itself first, then its history. Safe for many threads. */
final class BundleVerifier {
    private static final String SCHEMA = "subject-act/1";

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

    /**
     * The verdict on a feed entry whose record is said to be erased. It is only if the leaf is in the log where the entry has
     * it, and a record of the log, itself verified, names the leaf among those that an erasure made unreadable.
     */
    Verdict erased(FeedEntry entry, String placeText, FeedAnswers.Erasure erasure) {
        return switch (bundles.place(placeText, entry.logIndex(), entry.leafHash())) {
            case BundleCheck.PlaceCheck.NotProved(Verdict verdict) -> verdict;
            case BundleCheck.PlaceCheck.Proved(Checkpoint checkpoint) ->
                history.objection(checkpoint).orElseGet(() -> said(entry, erasure));
        };
    }

    private Verdict said(FeedEntry entry, FeedAnswers.Erasure erasure) {
        if (!(verify(erasure.proof()) instanceof Verdict.Verified act)) {
            return notSaid(entry, "the record that should say so is not verified");
        }
        FieldValue kind = act.fields().get("act");
        FieldValue body = act.fields().get("body");
        if (!act.schema().equals(SCHEMA)
                || kind == null
                || !kind.display().equals("ERASED")
                || body == null
                || body.isAbsent()) {
            return notSaid(entry, "the record shown for it says something else");
        }
        try {
            Map<?, ?> said = FeedAnswers.object(CanonicalJson.parse(body.display()));
            Hash root = Hash.parseBase64(FeedAnswers.text(said, "recordsRoot"));
            var proof = new InclusionProof(erasure.place(), FeedAnswers.number(said, "recordCount"), erasure.path());
            return proof.check(TreeHash.leaf(entry.leafHash().toBytes()), root).isValid()
                    ? new Verdict.Erased(entry.logIndex(), act)
                    : notSaid(entry, "the erasure shown for it does not name it");
        } catch (IllegalArgumentException e) {
            return notSaid(entry, "the erasure shown for it cannot be read");
        }
    }

    private static Verdict notSaid(FeedEntry entry, String why) {
        return new Verdict.Withheld(entry.number(), entry.logIndex(), "said to be erased, but " + why);
    }
}
