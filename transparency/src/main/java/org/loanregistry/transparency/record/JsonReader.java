package org.loanregistry.transparency.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.StrictText;

/** Reads one JSON text (RFC 8259) into the trees of {@link CanonicalJson}. */
final class JsonReader {
    private static final int MAX_NUMBER_LENGTH = 17;

    private final String text;
    private int position;

    JsonReader(String text) {
        this.text = text;
        StrictText.utf8(text);
    }

    Object document() {
        Object tree = value(0);
        skipSpace();
        if (position != text.length()) {
            throw fault("the end");
        }
        if (tree == null) {
            throw new IllegalArgumentException("a lone null is no document here");
        }
        return tree;
    }

    private @Nullable Object value(int depth) {
        if (depth > CanonicalJson.MAX_DEPTH) {
            throw new IllegalArgumentException("JSON deeper than " + CanonicalJson.MAX_DEPTH + " levels");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        if (next('}')) {
            return Collections.unmodifiableMap(members);
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            if (members.containsKey(name)) {
                throw new IllegalArgumentException("the name " + StrictText.quoted(name) + " stands twice");
            }
            members.put(name, value(depth + 1));
        } while (next(','));
        expect('}');
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        expect('[');
        if (next(']')) {
            return Collections.unmodifiableList(values);
        }
        do {
            values.add(value(depth + 1));
        } while (next(','));
        expect(']');
        return Collections.unmodifiableList(values);
    }

    private String string() {
        expect('"');
        String plain = plainRun();
        if (peek() == '"') {
            position++;
            return plain;
        }
        StringBuilder value = new StringBuilder(plain);
        while (peek() != '"') {
            if (text.charAt(position++) != '\\') {
                throw fault("an escape for a control character");
            }
            value.append(escaped()).append(plainRun());
        }
        position++;
        String string = value.toString();
        StrictText.utf8(string); // an escape may be half of a surrogate pair
        return string;
    }

    /** The characters up to the next quote, backslash or control character. */
    private String plainRun() {
        int start = position;
        int length = text.length();
        while (position < length) {
            char c = text.charAt(position);
            if (c == '"' || c == '\\' || c < 0x20) {
                break;
            }
            position++;
        }
        return text.substring(start, position);
    }

    private char escaped() {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw fault("an escape");
        };
    }

    private char codeUnit() {
        int end = Math.min(text.length(), position + 4);
        String digits = text.substring(position, end);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw fault("four hex digits");
        }
        position = end;
        return (char) Integer.parseInt(digits, 16);
    }

    private long number() {
        int start = position;
        next0('-');
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        String digits = text.substring(start, position);
        boolean fraction = position < text.length() && ".eE".indexOf(text.charAt(position)) >= 0;
        if (fraction || digits.length() > MAX_NUMBER_LENGTH || !digits.matches("0|-?[1-9][0-9]*")) {
            throw fault("an integer within 2^53 - 1 of 0");
        }
        return CanonicalJson.inRange(Long.parseLong(digits));
    }

    private <T extends @Nullable Object> T word(String word, T value) {
        if (!text.startsWith(word, position)) {
            throw fault(word);
        }
        position += word.length();
        return value;
    }

    private boolean next(char wanted) {
        skipSpace();
        return next0(wanted);
    }

    private boolean next0(char wanted) {
        boolean found = position < text.length() && text.charAt(position) == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(char wanted) {
        if (!next0(wanted)) {
            throw fault(String.valueOf(wanted));
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw fault("more text");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private IllegalArgumentException fault(String wanted) {
        return new IllegalArgumentException("not JSON: want " + wanted + " at character " + position);
    }
}
