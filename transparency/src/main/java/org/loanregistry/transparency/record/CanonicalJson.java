package org.loanregistry.transparency.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8785 canonical JSON without floating point. A tree is made of {@code Map} with string keys, {@code List},
 * {@code String}, {@code Long} (also {@code Integer} when writing; within 2^53 - 1 of zero, for JSON numbers are doubles),
 * {@code Boolean} and {@code null}; at most 64 levels deep.
 */
public final class CanonicalJson {
    /** The largest distance of a number from zero. */
    public static final long MAX_NUMBER = (1L << 53) - 1;

    static final int MAX_DEPTH = 64;

    private CanonicalJson() {}

    /** The canonical text of a tree; what JSON or this subset cannot hold is an {@link IllegalArgumentException}. */
    public static String write(Object tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text, 0);
        return text.toString();
    }

    /**
     * Parses any JSON text, canonical or not, to a tree of unmodifiable collections. Doubled names, fractions, exponents,
     * numbers past {@link #MAX_NUMBER}, unpaired surrogates, trailing text and a lone {@code null} are refused.
     */
    public static Object parse(String text) {
        return new JsonReader(text).document();
    }

    private static void write(@Nullable Object tree, StringBuilder text, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("JSON deeper than " + MAX_DEPTH + " levels");
        }
        switch (tree) {
            case null -> text.append("null");
            case Boolean value -> text.append(value.booleanValue());
            case Long value -> text.append(inRange(value));
            case Integer value -> text.append(value.intValue());
            case String value -> writeString(value, text);
            case List<?> values -> writeArray(values, text, depth);
            case Map<?, ?> members -> writeObject(members, text, depth);
            default -> throw new IllegalArgumentException("no JSON for " + tree.getClass());
        }
    }

    private static void writeArray(List<?> values, StringBuilder text, int depth) {
        char separator = '[';
        for (Object value : values) {
            write(value, text.append(separator), depth + 1);
            separator = ',';
        }
        text.append(values.isEmpty() ? "[]" : "]");
    }

    /** RFC 8785 section 3.2.3: names in order of their UTF-16 code units, which is the order of Java's strings. */
    private static void writeObject(Map<?, ?> members, StringBuilder text, int depth) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        members.forEach((name, value) -> sorted.put((String) name, value));
        char separator = '{';
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            writeString(member.getKey(), text.append(separator));
            write(member.getValue(), text.append(':'), depth + 1);
            separator = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    /** RFC 8785 section 3.2.2.2: the shortest escapes, everything else as it is. */
    private static void writeString(String value, StringBuilder text) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isSurrogate(c)) {
                requirePaired(value, i);
                continue;
            }
            text.append(value, plain, i).append(escape(c));
            plain = i + 1;
        }
        text.append(value, plain, value.length()).append('"');
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) c);
        };
    }

    private static void requirePaired(String value, int position) {
        char c = value.charAt(position);
        boolean paired = Character.isHighSurrogate(c)
                ? position + 1 < value.length() && Character.isLowSurrogate(value.charAt(position + 1))
                : isHighSurrogate(value, position - 1);
        if (!paired) {
            throw new IllegalArgumentException("an unpaired surrogate");
        }
    }

    private static boolean isHighSurrogate(String value, int position) {
        return position >= 0 && Character.isHighSurrogate(value.charAt(position));
    }

    static long inRange(long value) {
        if (value > MAX_NUMBER || value < -MAX_NUMBER) {
            throw new IllegalArgumentException("got the number " + value + ", want at most " + MAX_NUMBER + " from 0");
        }
        return value;
    }
}
