package org.loanregistry.privacy.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.loanregistry.privacy.checkdigit.ResidentId;

/**
 * The one form of a value that is tokenised, so that the ways of writing it meet (docs/formats.md 10). Texts of ASCII leave
 * no copy behind; others pass through the JDK's normaliser, which does.
 */
public enum CanonicalForm {
    /** 18 or 15 digits of a resident card, made 18; 7 to 15 letters and digits of a passport or permit. */
    CN_ID,
    /** 11 digits without the country's code; {@code +} and 7 to 15 digits of any other country. */
    MOBILE,
    /** 12 to 19 digits. */
    CARD,
    /** The local part as it is, the domain in lower case. */
    EMAIL,
    /** NFC, one dot for the four in use, one blank between words. */
    NAME,
    /** A tenant's own reference: as it is, without the blanks around it. */
    REFERENCE,
    /** A decimal number without blanks, needless zeros, or a point without digits after it. */
    NUMBER,
    /** NFKC, one blank between words. */
    WORD;

    private static final int OLD_ID = 15;
    private static final int MAX_NUMBER = 40;

    /**
     * The canonical bytes, which the caller wipes.
     *
     * @throws IllegalArgumentException if the text is no value of this kind; the message does not quote it
     */
    public byte[] of(CharSequence clear) {
        StringBuilder text = new StringBuilder(clear.length() + 4);
        try {
            text.append(isAscii(clear) ? clear : Normalizer.normalize(clear, normalForm()));
            strip(text);
            boolean known = text.length() > 0
                    && switch (this) {
                        case CN_ID -> identity(text);
                        case MOBILE -> mobile(text);
                        case CARD -> removed(text, " -") && isDigits(text, 0, 12, 19);
                        case EMAIL -> email(text);
                        case NAME -> name(text);
                        case REFERENCE -> true;
                        case NUMBER -> removed(text, " ") && number(text);
                        case WORD -> oneBlank(text);
                    };
            if (!known) {
                throw new IllegalArgumentException("the text is no " + this);
            }
            return utf8(text);
        } finally {
            wipe(text);
        }
    }

    private Normalizer.Form normalForm() {
        return switch (this) {
            case NAME, REFERENCE -> Normalizer.Form.NFC;
            case CN_ID, MOBILE, CARD, EMAIL, NUMBER, WORD -> Normalizer.Form.NFKC;
        };
    }

    private static boolean identity(StringBuilder text) {
        removed(text, " -");
        for (int i = 0; i < text.length(); i++) {
            text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
        }
        if (isDigits(text, 0, OLD_ID, OLD_ID)) {
            text.insert(6, "19");
            text.append(ResidentId.checkCharacter(text));
        }
        int length = text.length();
        if (length == ResidentId.LENGTH) {
            char last = text.charAt(length - 1);
            return hasDigits(text, 0, length - 1) && (last == 'X' || (last >= '0' && last <= '9'));
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return length >= 7 && length <= OLD_ID;
    }

    private static boolean mobile(StringBuilder text) {
        removed(text, " -()");
        if (text.indexOf("00") == 0) {
            text.replace(0, 2, "+");
        }
        if (text.indexOf("+86") == 0) {
            text.delete(0, 3);
        }
        if (text.length() > 0 && text.charAt(0) == '+') {
            return isDigits(text, 1, 7, 15);
        }
        return isDigits(text, 0, 11, 11) && text.charAt(0) == '1' && text.charAt(1) >= '3';
    }

    private static boolean email(StringBuilder text) {
        int at = text.indexOf("@");
        for (int i = at; i >= 0 && i < text.length(); i++) {
            text.setCharAt(i, Character.toLowerCase(text.charAt(i)));
        }
        boolean once = at > 0 && at < text.length() - 1 && text.indexOf("@", at + 1) < 0;
        return once && text.indexOf(" ") < 0;
    }

    private static boolean name(StringBuilder text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '\u2022' || c == '\u30FB' || c == '\u2027') {
                text.setCharAt(i, '\u00B7');
            } else if (isBlank(c)) {
                text.setCharAt(i, ' ');
                if (i + 1 < text.length() && text.charAt(i + 1) == ' ') {
                    text.deleteCharAt(i);
                }
            }
        }
        return true;
    }

    private static boolean oneBlank(StringBuilder text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (isBlank(text.charAt(i))) {
                text.setCharAt(i, ' ');
                if (i + 1 < text.length() && text.charAt(i + 1) == ' ') {
                    text.deleteCharAt(i);
                }
            }
        }
        return true;
    }

    private static boolean number(StringBuilder text) {
        int sign = text.length() > 0 && text.charAt(0) == '-' ? 1 : 0;
        int point = text.indexOf(".");
        int end = point < 0 ? text.length() : point;
        boolean isNumber = text.length() <= MAX_NUMBER
                && end > sign
                && point != text.length() - 1
                && hasDigits(text, sign, end)
                && (point < 0 || hasDigits(text, point + 1, text.length()));
        if (!isNumber) {
            return false;
        }
        while (point >= 0 && (text.charAt(text.length() - 1) == '0' || text.charAt(text.length() - 1) == '.')) {
            boolean isPoint = text.charAt(text.length() - 1) == '.';
            text.setLength(text.length() - 1);
            point = isPoint ? -1 : point;
        }
        while (text.length() > sign + 1 && text.charAt(sign) == '0' && text.charAt(sign + 1) != '.') {
            text.deleteCharAt(sign);
        }
        if (sign == 1 && text.length() == 2 && text.charAt(1) == '0') {
            text.deleteCharAt(0);
        }
        return true;
    }

    private static boolean removed(StringBuilder text, String characters) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                text.deleteCharAt(i);
            }
        }
        return true;
    }

    private static boolean isDigits(StringBuilder text, int from, int shortest, int longest) {
        int digits = text.length() - from;
        return digits >= shortest && digits <= longest && hasDigits(text, from, text.length());
    }

    private static boolean hasDigits(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static void strip(StringBuilder text) {
        while (text.length() > 0 && isBlank(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
        while (text.length() > 0 && isBlank(text.charAt(0))) {
            text.deleteCharAt(0);
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isAscii(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** A lone surrogate is refused: replaced by a question mark, two texts would have the same bytes. */
    private byte[] utf8(StringBuilder text) {
        byte[] target = new byte[3 * text.length()];
        ByteBuffer encoded = ByteBuffer.wrap(target);
        CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
        byte[] bytes = Arrays.copyOf(target, encoded.position());
        Arrays.fill(target, (byte) 0);
        if (result.isError()) {
            throw new IllegalArgumentException("the text is no " + this);
        }
        return bytes;
    }

    /** The builder's own array: a StringBuilder cannot be cleared otherwise. */
    private static void wipe(StringBuilder text) {
        text.setLength(0);
        text.setLength(text.capacity());
        text.setLength(0);
    }
}
