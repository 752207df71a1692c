package org.loanregistry.verifier;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.feed.FeedEntry;
import org.loanregistry.transparency.record.CanonicalJson;
import org.loanregistry.transparency.tree.Hash;

/** The two answers of the service's feed, read strictly; whatever is wrong is an {@link IllegalArgumentException}. */
final class FeedAnswers {
    private FeedAnswers() {}

    /**
     * The answer of {@code /feed/head}.
     *
     * @param lender whose feed it is, as the service says
     * @param slot its place in the feed-heads record, from 1
     * @param proof the bundle of that record, disclosing the slot
     */
    record Head(String lender, int slot, String proof) {
        static Head parse(String json) {
            Map<?, ?> answer = object(CanonicalJson.parse(json));
            return new Head(text(answer, "lender"), Math.toIntExact(number(answer, "slot")), text(answer, "proof"));
        }
    }

    /**
     * One line of {@code /feed/entries}.
     *
     * @param proof the bundle of the record, or only its place in the log if it is erased; null if the service shows none
     * @param erasure what says that it is erased, if it is
     * @param agreement the bundle of the share agreement by which it is shown in part, if it is
     */
    record Line(
            FeedEntry entry,
            @Nullable String proof,
            @Nullable Erasure erasure,
            @Nullable String agreement) {
        private static Line from(Map<?, ?> line) {
            return new Line(
                    entryOf(line),
                    line.get("proof") == null ? null : text(line, "proof"),
                    line.get("erasure") == null ? null : Erasure.from(object(line.get("erasure"))),
                    line.get("agreement") == null ? null : text(line, "agreement"));
        }
    }

    /**
     * What says that a record is erased.
     *
     * @param proof the bundle of the act that erased it
     * @param place of the record's leaf hash among those that the act names
     * @param path from there to the act's {@code recordsRoot}
     */
    record Erasure(String proof, long place, List<Hash> path) {
        Erasure {
            path = List.copyOf(path);
        }

        static Erasure from(Map<?, ?> tree) {
            List<Hash> path = new ArrayList<>();
            if (tree.get("path") instanceof List<?> hashes) {
                hashes.forEach(hash -> path.add(Hash.parseBase64(String.valueOf(hash))));
            }
            return new Erasure(text(tree, "proof"), number(tree, "place"), path);
        }

        Map<String, Object> toTree() {
            return Map.of(
                    "path",
                    path.stream().map(hash -> (Object) hash.toBase64()).toList(),
                    "place",
                    place,
                    "proof",
                    proof);
        }
    }

    /** Number, place, salt and leaf of a line, the proof aside. */
    static FeedEntry entryOf(Map<?, ?> line) {
        return new FeedEntry(
                Base64.getUrlDecoder().decode(text(line, "salt")),
                number(line, "number"),
                number(line, "logIndex"),
                Hash.parseBase64(text(line, "leafHash")));
    }

    /** As {@link #entryOf} reads it. */
    static Map<String, Object> toTree(FeedEntry entry) {
        return Map.of(
                "leafHash",
                entry.leafHash().toBase64(),
                "logIndex",
                entry.logIndex(),
                "number",
                entry.number(),
                "salt",
                Base64.getUrlEncoder().withoutPadding().encodeToString(entry.salt()));
    }

    /** The answer of {@code /feed/entries}. */
    static List<Line> parseLines(String json) {
        List<Line> lines = new ArrayList<>();
        if (!(object(CanonicalJson.parse(json)).get("entries") instanceof List<?> entries)) {
            throw new IllegalArgumentException("the answer has no entries");
        }
        for (Object entry : entries) {
            lines.add(Line.from(object(entry)));
        }
        return lines;
    }

    static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException("the answer has something else in place of an object");
    }

    static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the answer has no text " + name);
    }

    static long number(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("the answer has no number " + name);
    }
}
