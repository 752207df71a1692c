package org.loanregistry.transparency.bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Text forms with exactly one spelling for a value; any other spelling is an {@link IllegalArgumentException}. */
public final class StrictText {
    private StrictText() {}

    /** Decodes RFC 4648 section 4 base64 with padding and zero spare bits. */
    public static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64");
        }
        return bytes;
    }

    /** Decodes RFC 4648 section 5 base64 without padding, with zero spare bits. */
    public static byte[] base64Url(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!toBase64Url(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }

    /** RFC 4648 section 5 base64 without padding. */
    public static String toBase64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A decimal in 0 to 2^63 - 1 without sign or leading zeros. */
    public static long decimal(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (text.length() > 1 && text.charAt(0) == '0') || text.length() > 19) {
            throw new IllegalArgumentException("not a decimal number: " + quoted(text));
        }
        return Long.parseLong(text);
    }

    /** The UTF-8 bytes of {@code text}; an unpaired surrogate is refused. */
    public static byte[] utf8(String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The JDK's quick coders replace what they cannot code; then the way back leads elsewhere.
        if (!new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("not valid Unicode");
        }
        return bytes;
    }

    /** Whether each character is below 128: then it is valid Unicode, in NFC, and a byte in UTF-8. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The text of UTF-8 {@code bytes}; ill-formed UTF-8 is refused. */
    public static String fromUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new IllegalArgumentException("not valid UTF-8");
        }
        return text;
    }

    /** The lines of {@code text}, without their LF; every line, also the last, must end with one. */
    public static List<String> lines(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line does not end with a line feed");
        }
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /** What follows {@code prefix} in {@code line}, which must start with it. */
    public static String after(String prefix, String line) {
        if (!line.startsWith(prefix)) {
            throw new IllegalArgumentException("got " + quoted(line) + ", want a line \"" + prefix + "...\"");
        }
        return line.substring(prefix.length());
    }

    /** A name fit for a key or an origin: not empty, no white space, no control character, no plus sign. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isISOControl(c)
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    /** At most forty characters of {@code text} in quotes, control characters shown as a question mark. */
    public static String quoted(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return '"' + shown.replaceAll("[\\p{Cntrl}]", "?") + '"';
    }
}
