package org.loanregistry.privacy.mask;

import java.util.Arrays;

/**
 * A text ready for the rules: full-width ASCII folded to ASCII, every white space to a blank, the ends stripped. It is a copy
 * that {@link #close} wipes; no {@code String} of the clear text is made.
 */
final class Folded implements CharSequence, AutoCloseable {
    private static final char FULL_WIDTH_FIRST = '\uFF01';
    private static final char FULL_WIDTH_LAST = '\uFF5E';
    private static final int FULL_WIDTH_SHIFT = 0xFEE0;

    private final char[] chars;
    private int length;

    private Folded(char[] chars, int length) {
        this.chars = chars;
        this.length = length;
    }

    static Folded of(CharSequence text) {
        char[] chars = new char[text.length()];
        int length = 0;
        for (int i = 0; i < chars.length; i++) {
            char folded = fold(text.charAt(i));
            if (folded != ' ' || length > 0) {
                chars[length++] = folded;
            }
        }
        while (length > 0 && chars[length - 1] == ' ') {
            length--;
        }
        return new Folded(chars, length);
    }

    private static char fold(char c) {
        if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
            return (char) (c - FULL_WIDTH_SHIFT);
        }
        return c == '\u00A0' || Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c;
    }

    /** Takes out blanks and each of {@code others}, in upper case: for numbers that people group. */
    Folded compact(String others) {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c != ' ' && others.indexOf(c) < 0) {
                chars[kept++] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
            }
        }
        Arrays.fill(chars, kept, length, '\0');
        length = kept;
        return this;
    }

    /** Whether there is at least one character from {@code from} to before {@code to}, and all are ASCII digits. */
    boolean isDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] < '0' || chars[i] > '9') {
                return false;
            }
        }
        return from < to;
    }

    boolean isDigitsOrCapitals() {
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return length > 0;
    }

    boolean startsWith(String prefix) {
        return startsWith(prefix, 0);
    }

    boolean startsWith(String prefix, int from) {
        if (from < 0 || length - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (chars[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean endsWith(String suffix) {
        return startsWith(suffix, length - suffix.length());
    }

    int indexOf(char wanted, int from) {
        for (int i = from; i < length; i++) {
            if (chars[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a star occurs: then the text is a mask already, or nothing that a rule understands. */
    boolean hasStar() {
        return indexOf('*', 0) >= 0;
    }

    /** These characters as text: what the caller decided to show. */
    String shown(int from, int to) {
        return new String(chars, from, to - from);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    /** Refused: a part would be a copy that nobody wipes. */
    @Override
    public CharSequence subSequence(int start, int end) {
        throw new UnsupportedOperationException("a part of a clear text");
    }

    /** Shows nothing: a rule takes out what it shows with {@link #shown}. */
    @Override
    public String toString() {
        return "Folded";
    }

    @Override
    public void close() {
        Arrays.fill(chars, '\0');
    }
}
