package org.loanregistry.verifier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.loanregistry.transparency.bundle.BundleFormatException;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.Disclosure;
import org.loanregistry.transparency.record.DisclosureCheck;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.ProofCheck;

/**
 * Everything about a bundle that needs no network: the pinned log key signed its checkpoint, the disclosed fields hash to
 * the leaf, the leaf is in the tree. Safe for many threads.
 */
final class BundleCheck {
    private final VerifierKey logKey;
    private final RecordSchemas schemas;

    /** A signature costs some hundred hashes, and the bundles of one delivery share one checkpoint. */
    private final ConcurrentMap<SignedNote, Boolean> signedByNote = new ConcurrentHashMap<>();

    BundleCheck(VerifierKey logKey, RecordSchemas schemas) {
        this.logKey = logKey;
        this.schemas = schemas;
    }

    /** Never {@link Verdict.OtherHistory}, {@link Verdict.Stale} or {@link Verdict.Withheld}: those need another source. */
    Verdict check(String bundleText) {
        ProofBundle bundle;
        Disclosure disclosure;
        try {
            bundle = ProofBundle.parse(bundleText);
            String extra = bundle.extraJson();
            if (extra == null) {
                return new Verdict.Unreadable("the bundle shows no record");
            }
            disclosure = Disclosure.parse(extra);
        } catch (BundleFormatException | IllegalArgumentException e) {
            return new Verdict.Unreadable(String.valueOf(e.getMessage()));
        }
        Optional<Verdict> objection = objection(bundle);
        return objection.isPresent() ? objection.get() : check(bundle, disclosure);
    }

    /** Against the checkpoint: it is of another log, or not signed by the pinned key. */
    private Optional<Verdict> objection(ProofBundle bundle) {
        String origin = bundle.head().origin();
        if (!origin.equals(logKey.name())) {
            return Optional.of(new Verdict.NotInLog("the checkpoint is of " + origin + ", not of " + logKey.name()));
        }
        return signedByNote.computeIfAbsent(bundle.checkpoint(), note -> note.isSignedBy(logKey))
                ? Optional.empty()
                : Optional.of(new Verdict.Altered("checkpoint: no valid signature by the log's key"));
    }

    private Verdict check(ProofBundle bundle, Disclosure disclosure) {
        return switch (disclosure.check(schemas)) {
            case DisclosureCheck.Altered(String what) -> new Verdict.Altered(what);
            case DisclosureCheck.UnknownSchema(int schemaId) ->
                new Verdict.Unreadable("record schema " + schemaId + " is unknown to this version");
            case DisclosureCheck.Matches(RecordSchema schema, Map<Integer, FieldValue> values) ->
                switch (bundle.check(disclosure.leafHash())) {
                    case ProofCheck.Invalid(String reason) -> new Verdict.NotInLog(reason);
                    case ProofCheck.Valid _ ->
                        new Verdict.Verified(
                                schema.name(),
                                named(schema, values),
                                disclosure.epochSeconds(),
                                bundle.leafIndex(),
                                disclosure.leafHash(),
                                bundle.head());
                };
        };
    }

    /** The checkpoint under which a leaf is proved that shows no record; or the verdict that it is not. */
    PlaceCheck place(String bundleText, long leafIndex, Hash leafHash) {
        ProofBundle bundle;
        try {
            bundle = ProofBundle.parse(bundleText);
        } catch (BundleFormatException | IllegalArgumentException e) {
            return new PlaceCheck.NotProved(new Verdict.Unreadable(String.valueOf(e.getMessage())));
        }
        Optional<Verdict> objection = objection(bundle);
        if (objection.isPresent()) {
            return new PlaceCheck.NotProved(objection.get());
        }
        if (bundle.leafIndex() != leafIndex) {
            return new PlaceCheck.NotProved(
                    new Verdict.NotInLog("the proof is of leaf " + bundle.leafIndex() + ", not of leaf " + leafIndex));
        }
        return switch (bundle.check(leafHash)) {
            case ProofCheck.Invalid(String reason) -> new PlaceCheck.NotProved(new Verdict.NotInLog(reason));
            case ProofCheck.Valid _ -> new PlaceCheck.Proved(bundle.head());
        };
    }

    /** Whether a leaf is in the log. */
    sealed interface PlaceCheck {
        record Proved(Checkpoint checkpoint) implements PlaceCheck {}

        record NotProved(Verdict verdict) implements PlaceCheck {}
    }

    private static Map<String, FieldValue> named(RecordSchema schema, Map<Integer, FieldValue> values) {
        Map<String, FieldValue> named = new LinkedHashMap<>();
        for (SchemaField field : schema.fields()) {
            FieldValue value = values.get(field.fieldId());
            if (value != null) {
                named.put(field.name(), value);
            }
        }
        return named;
    }
}
