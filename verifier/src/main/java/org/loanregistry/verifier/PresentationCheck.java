package org.loanregistry.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.loanregistry.transparency.bundle.BundleFormatException;
import org.loanregistry.transparency.bundle.ProofBundle;
import org.loanregistry.transparency.note.VerifierKey;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.record.RecordSchema;
import org.loanregistry.transparency.record.RecordSchemas;
import org.loanregistry.transparency.record.SchemaField;
import org.loanregistry.transparency.sdjwt.FieldClaim;
import org.loanregistry.transparency.sdjwt.Jws;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwt;
import org.loanregistry.transparency.sdjwt.SdJwtException;
import org.loanregistry.verifier.PresentationVerdict.Refused;
import org.loanregistry.verifier.PresentationVerdict.Why;

/**
 * Everything about a disclosure that a holder presents (RFC 9901 7.3): the registry's key signed it, for this audience and time; the
 * holder signed that it is presented now, to this question; each field shown is one that was signed, and is what the leaf commits
 * to; the leaf is in the log.
 */
final class PresentationCheck {
    private static final long SKEW_SECONDS = 60;

    private final PublicJwk issuer;
    private final VerifierKey logKey;
    private final RecordSchemas schemas;
    private final HistoryCheck history;
    private final InstantSource clock;

    PresentationCheck(
            PublicJwk issuer, VerifierKey logKey, RecordSchemas schemas, HistoryCheck history, InstantSource clock) {
        this.issuer = issuer;
        this.logKey = logKey;
        this.schemas = schemas;
        this.history = history;
        this.clock = clock;
    }

    /** A refusal on its way out. */
    private static final class Objection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refused refused;

        Objection(Why why, String detail) {
            super(detail);
            this.refused = new Refused(why, detail);
        }
    }

    private static void require(boolean holds, Why why, String detail) {
        if (!holds) {
            throw new Objection(why, detail);
        }
    }

    /**
     * The one verdict.
     *
     * @param text the SD-JWT with its key binding
     * @param audience who asks
     * @param nonce what the holder was asked to sign
     * @param proof of the record's place in the log, a bundle without record
     */
    PresentationVerdict check(String text, String audience, String nonce, String proof) {
        try {
            SdJwt presented = SdJwt.parse(text.strip());
            RecordToken token = issued(presented, audience);
            binding(presented, token, audience, nonce);
            RecordSchema schema = schema(token);
            Map<String, FieldValue> fields = fields(presented, token, schema);
            return placed(token, schema, fields, proof);
        } catch (Objection e) {
            return e.refused;
        } catch (SdJwtException e) {
            return new Refused(Why.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /** What the registry signed, without its holder; for what is asked about it later. */
    RecordToken token(String text) {
        return RecordToken.parse(Jws.parse(SdJwt.parse(text.strip()).issued()).payload());
    }

    private RecordToken issued(SdJwt presented, String audience) {
        Jws jws = Jws.parse(presented.issued());
        require(jws.isSignedBy(issuer, RecordToken.TYPE), Why.OTHER_ISSUER, "the pinned key did not sign it");
        RecordToken token = RecordToken.parse(jws.payload());
        require(
                token.issuer().equals(logKey.name()),
                Why.OTHER_ISSUER,
                "it is of " + token.issuer() + ", not of " + logKey.name());
        long now = clock.instant().getEpochSecond();
        require(now < token.expiresAt(), Why.EXPIRED, "it was good until " + Instant.ofEpochSecond(token.expiresAt()));
        require(token.issuedAt() <= now + SKEW_SECONDS, Why.NOT_YET, "it is signed in the future");
        require(token.audience().equals(audience), Why.OTHER_AUDIENCE, "it is for " + token.audience());
        return token;
    }

    private void binding(SdJwt presented, RecordToken token, String audience, String nonce) {
        String text = presented.keyBinding();
        if (text == null) {
            throw new Objection(Why.NO_KEY_BINDING, "nobody signed that they present it");
        }
        Jws binding = Jws.parse(text);
        require(
                binding.isSignedBy(token.holder(), RecordToken.BINDING_TYPE),
                Why.OTHER_HOLDER,
                "the holder's key did not sign the key binding");
        require(
                binding.textClaim("aud").equals(audience),
                Why.OTHER_AUDIENCE,
                "the holder presents it to " + binding.textClaim("aud"));
        require(
                binding.textClaim("nonce").equals(nonce),
                Why.OTHER_NONCE,
                "the holder answers another question than this one");
        require(
                binding.textClaim("sd_hash").equals(presented.hash()),
                Why.ALTERED_DISCLOSURE,
                "the disclosures are not those that the holder signed");
        long at = binding.timeClaim("iat");
        require(at >= 0, Why.UNREADABLE, "the key binding has no time");
        require(
                at >= token.issuedAt() - SKEW_SECONDS && at <= clock.instant().getEpochSecond() + SKEW_SECONDS,
                Why.NOT_YET,
                "the key binding is not of the time between issue and now");
    }

    private RecordSchema schema(RecordToken token) {
        Optional<RecordSchema> schema = schemas.find(token.outline().schemaId());
        require(
                schema.isPresent(),
                Why.UNREADABLE,
                "record schema " + token.outline().schemaId() + " is unknown to this version");
        return schema.orElseThrow();
    }

    private static Map<String, FieldValue> fields(SdJwt presented, RecordToken token, RecordSchema schema) {
        Set<String> signed = new HashSet<>(token.digests());
        require(signed.size() == token.digests().size(), Why.UNREADABLE, "a digest stands twice");
        Set<String> used = new HashSet<>();
        Map<Integer, SchemaField> shown = new TreeMap<>();
        Map<String, FieldValue> values = new LinkedHashMap<>();
        for (String text : presented.disclosures()) {
            String digest = FieldClaim.digest(text);
            require(signed.contains(digest), Why.ALTERED_DISCLOSURE, "a disclosure that the registry did not sign");
            require(used.add(digest), Why.ALTERED_DISCLOSURE, "a disclosure stands twice");
            FieldClaim claim = FieldClaim.parse(text);
            Optional<SchemaField> field = schema.find(claim.name());
            require(field.isPresent(), Why.ALTERED_LEAF, schema.name() + " has no field " + claim.name());
            FieldValue value = claim.toValue(field.orElseThrow().type());
            require(
                    token.outline().holds(schema, field.orElseThrow(), value, claim.salt()),
                    Why.ALTERED_LEAF,
                    "the record's leaf does not commit to the field " + claim.name() + " as it is shown");
            require(
                    values.put(claim.name(), value) == null,
                    Why.ALTERED_DISCLOSURE,
                    "the field " + claim.name() + " is shown twice");
            shown.put(field.orElseThrow().fieldId(), field.orElseThrow());
        }
        Map<String, FieldValue> inOrder = new LinkedHashMap<>();
        shown.values()
                .forEach(field -> inOrder.put(field.name(), values.getOrDefault(field.name(), FieldValue.absent())));
        return inOrder;
    }

    private PresentationVerdict placed(
            RecordToken token, RecordSchema schema, Map<String, FieldValue> fields, String proof) {
        long leafIndex;
        try {
            leafIndex = ProofBundle.parse(proof).leafIndex();
        } catch (BundleFormatException | IllegalArgumentException e) {
            return new Refused(Why.UNREADABLE, "the proof: " + e.getMessage());
        }
        var place = new BundleCheck(logKey, schemas)
                .place(proof, leafIndex, token.outline().leafHash());
        return switch (place) {
            case BundleCheck.PlaceCheck.NotProved(Verdict verdict) -> refused(verdict);
            case BundleCheck.PlaceCheck.Proved(var checkpoint) ->
                history.objection(checkpoint)
                        .<PresentationVerdict>map(PresentationCheck::refused)
                        .orElseGet(() ->
                                new PresentationVerdict.Accepted(token, schema.name(), fields, leafIndex, checkpoint));
        };
    }

    private static Refused refused(Verdict verdict) {
        Why why = switch (verdict) {
            case Verdict.OtherHistory _ -> Why.OTHER_HISTORY;
            case Verdict.Stale _ -> Why.STALE;
            case Verdict.Unreadable _ -> Why.UNREADABLE;
            case Verdict.NotInLog _,
                    Verdict.Altered _,
                    Verdict.Withheld _,
                    Verdict.Erased _,
                    Verdict.NoLongerDisclosed _,
                    Verdict.Verified _ -> Why.NOT_IN_LOG;
        };
        return new Refused(why, verdict.detail());
    }

    /** Names of the fields in order, for a person. */
    static List<String> lines(Map<String, FieldValue> fields) {
        return fields.entrySet().stream()
                .map(one -> one.getKey() + " = "
                        + (one.getValue().isAbsent()
                                ? "(absent)"
                                : one.getValue().display()))
                .toList();
    }
}
