package org.loanregistry.transparency.sdjwt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.record.RecordOutline;
import org.loanregistry.transparency.tree.Hash;

/**
 * What the registry signs of a record for a third party (docs/formats.md, "Disclosure to a third party"): whom it is for, until
 * when, whose key presents it, and the record's outline, by which each field that is shown leads to the leaf in the log.
 *
 * @param issuer the log's origin
 * @param id random, by which the holder asks whether the record still stands
 * @param audience whom it is for
 * @param issuedAt unix seconds
 * @param expiresAt unix seconds, after {@code issuedAt}
 * @param purpose for what it was given
 * @param holder whose key presents it
 * @param outline of the record
 * @param digests of disclosures and decoys, in ascending order
 */
public record RecordToken(
        String issuer,
        String id,
        String audience,
        long issuedAt,
        long expiresAt,
        String purpose,
        PublicJwk holder,
        RecordOutline outline,
        List<String> digests) {
    /** {@code typ} of what the issuer signs. */
    public static final String TYPE = "loanreg-record+sd-jwt";

    /** {@code typ} of what a holder signs, RFC 9901. */
    public static final String BINDING_TYPE = "kb+jwt";

    /** {@code typ} of what the issuer says later of the record. */
    public static final String STATUS_TYPE = "loanreg-status+jwt";

    private static final String HASH = "sha-256";

    /** Copies the digests. */
    public RecordToken {
        digests = List.copyOf(digests);
    }

    /** The claims. */
    public Map<String, Object> toTree() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put(
                "commitments",
                outline.commitments().stream()
                        .map(one -> (Object) StrictText.toBase64Url(one.toBytes()))
                        .toList());
        record.put("headerSalt", StrictText.toBase64Url(outline.headerSalt()));
        record.put("recordedAt", outline.epochSeconds());
        record.put("rid", StrictText.toBase64Url(outline.rid()));
        record.put("schemaId", (long) outline.schemaId());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("_sd", digests);
        tree.put("_sd_alg", HASH);
        tree.put("aud", audience);
        tree.put("cnf", Map.of("jwk", holder.toTree()));
        tree.put("exp", expiresAt);
        tree.put("iat", issuedAt);
        tree.put("iss", issuer);
        tree.put("jti", id);
        tree.put("logLeaf", StrictText.toBase64Url(outline.leafHash().toBytes()));
        tree.put("purpose", purpose);
        tree.put("record", record);
        tree.put("recordRoot", StrictText.toBase64Url(outline.recordRoot().toBytes()));
        return tree;
    }

    /** Reads the claims; those whose leaf or root is not that of their own outline are refused. */
    public static RecordToken parse(Map<?, ?> claims) {
        try {
            RecordOutline outline = outline(object(claims, "record"));
            if (!hash(claims, "logLeaf").equals(outline.leafHash())
                    || !hash(claims, "recordRoot").equals(outline.recordRoot())) {
                throw new SdJwtException("logLeaf or recordRoot is not that of the record");
            }
            if (!HASH.equals(claims.get("_sd_alg"))) {
                throw new SdJwtException("_sd_alg must be " + HASH);
            }
            return new RecordToken(
                    text(claims, "iss"),
                    text(claims, "jti"),
                    text(claims, "aud"),
                    number(claims, "iat"),
                    number(claims, "exp"),
                    text(claims, "purpose"),
                    PublicJwk.of(object(object(claims, "cnf"), "jwk")),
                    outline,
                    texts(claims, "_sd"));
        } catch (SdJwtException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdJwtException("a claim is not of its form", e);
        }
    }

    private static RecordOutline outline(Map<?, ?> record) {
        long schemaId = number(record, "schemaId");
        if (schemaId > 0xFFFF) {
            throw new SdJwtException("the claim schemaId must be at most 65535");
        }
        List<Hash> commitments = new ArrayList<>();
        for (String text : texts(record, "commitments")) {
            commitments.add(Hash.of(StrictText.base64Url(text)));
        }
        return new RecordOutline(
                (int) schemaId,
                StrictText.base64Url(text(record, "rid")),
                number(record, "recordedAt"),
                StrictText.base64Url(text(record, "headerSalt")),
                commitments);
    }

    private static Map<?, ?> object(Map<?, ?> tree, String name) {
        if (tree.get(name) instanceof Map<?, ?> inside) {
            return inside;
        }
        throw new SdJwtException("the claim " + name + " must be an object");
    }

    private static Hash hash(Map<?, ?> tree, String name) {
        return Hash.of(StrictText.base64Url(text(tree, name)));
    }

    private static String text(Map<?, ?> tree, String name) {
        if (tree.get(name) instanceof String text) {
            return text;
        }
        throw new SdJwtException("the claim " + name + " must be text");
    }

    private static long number(Map<?, ?> tree, String name) {
        if (tree.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw new SdJwtException("the claim " + name + " must be a whole number of at least 0");
    }

    private static List<String> texts(Map<?, ?> tree, String name) {
        List<String> texts = new ArrayList<>();
        if (tree.get(name) instanceof List<?> items) {
            for (Object item : items) {
                if (!(item instanceof String text)) {
                    throw new SdJwtException("the claim " + name + " must hold texts");
                }
                texts.add(text);
            }
            return texts;
        }
        throw new SdJwtException("the claim " + name + " must be an array");
    }
}
