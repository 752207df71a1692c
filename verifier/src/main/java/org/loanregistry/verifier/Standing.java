package org.loanregistry.verifier;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.FieldValue;
import org.loanregistry.transparency.sdjwt.Jws;
import org.loanregistry.transparency.sdjwt.PublicJwk;
import org.loanregistry.transparency.sdjwt.RecordToken;
import org.loanregistry.transparency.sdjwt.SdJwtException;

/** Whether a record that was disclosed still stands, as far as anybody was asked. */
sealed interface Standing {
    /** Nobody was asked. */
    record NotAsked() implements Standing {}

    /** Nothing came after it, as the registry signed at this time, or as the bundles given show. */
    record Current(String source) implements Standing {}

    /** Something came after it. */
    record Changed(List<String> what, String source) implements Standing {
        public Changed {
            what = List.copyOf(what);
        }
    }

    /** What was given does not say it of this record. */
    record NotSaid(String why) implements Standing {}

    /** How long ago the registry may have said it. */
    long MAX_AGE_SECONDS = 24 * 60 * 60;

    /** What the registry's own statement says. */
    static Standing said(String text, RecordToken token, PublicJwk issuer, InstantSource clock) {
        Jws status;
        try {
            status = Jws.parse(text.strip());
        } catch (SdJwtException e) {
            return new NotSaid(String.valueOf(e.getMessage()));
        }
        long now = clock.instant().getEpochSecond();
        String leaf = StrictText.toBase64Url(token.outline().leafHash().toBytes());
        if (!status.isSignedBy(issuer, RecordToken.STATUS_TYPE)) {
            return new NotSaid("the pinned key did not sign the statement");
        }
        if (!status.textClaim("sub").equals(token.id())
                || !status.textClaim("logLeaf").equals(leaf)
                || !status.textClaim("iss").equals(token.issuer())) {
            return new NotSaid("the statement is of another disclosure");
        }
        long at = status.timeClaim("iat");
        if (at < now - MAX_AGE_SECONDS || at > now + MAX_AGE_SECONDS) {
            return new NotSaid(
                    "the statement is of " + Instant.ofEpochSecond(Math.max(0, at)) + ", more than a day off");
        }
        List<String> what = what(status.payload());
        String source = "the registry at " + Instant.ofEpochSecond(at);
        return what.isEmpty() ? new Current(source) : new Changed(what, source);
    }

    private static List<String> what(Map<?, ?> claims) {
        List<String> what = new ArrayList<>();
        for (Object one : claims.get("corrections") instanceof List<?> list ? list : List.of()) {
            boolean isWithdrawn = one instanceof Map<?, ?> members && Boolean.TRUE.equals(members.get("withdrawn"));
            what.add(isWithdrawn ? "WITHDRAWN" : "CORRECTED");
        }
        if (Boolean.TRUE.equals(claims.get("annotated"))) {
            what.add("ANNOTATED");
        }
        if (Boolean.TRUE.equals(claims.get("erased"))) {
            what.add("ERASED");
        }
        return what;
    }

    /** What bundles of later records show: one that names this leaf as the version before it corrects it. */
    static Standing shown(List<Verdict> bundles, RecordToken token) {
        byte[] leaf = token.outline().leafHash().toBytes();
        for (Verdict verdict : bundles) {
            if (verdict instanceof Verdict.Verified record) {
                FieldValue previous = record.fields().getOrDefault("previousLeaf", FieldValue.absent());
                if (Arrays.equals(previous.bytes(), leaf)) {
                    return new Changed(List.of("CORRECTED"), "the record at leaf " + record.leafIndex());
                }
            }
        }
        return new Current("none of " + bundles.size() + " bundles given, which proves no more than that");
    }

    /** In a line. */
    default String text() {
        return switch (this) {
            case NotAsked _ -> "Not asked: whether the record was corrected or annotated since.";
            case Current(String source) -> "CURRENT: no correction, annotation or erasure, says " + source;
            case Changed(List<String> what, String source) -> String.join(", ", what) + " since, says " + source;
            case NotSaid(String why) -> "NOT PROVED whether it was corrected since: " + why;
        };
    }

    /** Whether a reader may rely on it as far as was asked. */
    default boolean isGood() {
        return this instanceof NotAsked || this instanceof Current;
    }
}
