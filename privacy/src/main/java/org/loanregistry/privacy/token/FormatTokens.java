package org.loanregistry.privacy.token;

import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.loanregistry.privacy.checkdigit.Luhn;
import org.loanregistry.privacy.checkdigit.ResidentId;

/**
 * Format-preserving tokens of one tenant, column and epoch, for columns that want the form of a number (docs/formats.md 10).
 * Safe for many threads.
 *
 * <p>Guarantees: a token always fails the real check digit and is never a mobile number, so it cannot pass for a real number
 * and is refused when it is to be tokenised again; another column's tokens are unrelated. Limits: equal numbers have equal
 * tokens; nothing shows that a token was altered; a blind index is the better choice wherever the form does not matter.
 */
public final class FormatTokens {
    private static final int ISSUER = 6;
    private static final int TWEAK_BYTES = 16;

    private final TokenFormat format;
    private final Ff1 ff1;

    private FormatTokens(TokenFormat format, Ff1 ff1) {
        this.format = format;
        this.ff1 = ff1;
    }

    /**
     * The tokens of one column.
     *
     * @param table the table's name
     * @param column the column's name
     * @param epoch 1 to 255
     */
    public static FormatTokens derive(TenantSecret secret, TokenFormat format, String table, String column, int epoch) {
        byte[] key = secret.derive("LFK1", epoch, format.name());
        try {
            byte[] tweak = sha256(secret.info("LFT1", epoch, table, column));
            return new FormatTokens(format, Ff1.of(key, 10, Arrays.copyOf(tweak, TWEAK_BYTES)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * The token of a number.
     *
     * @throws IllegalArgumentException if the text is no such number with a right check digit; the message does not quote it
     */
    public String token(CharSequence clear) {
        byte[] canonical = format.form().of(clear);
        char[] chars = new char[canonical.length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (canonical[i] & 0xFF);
        }
        CharBuffer digits = CharBuffer.wrap(chars);
        try {
            require(isReal(digits), "right");
            int from = kept();
            int to = payload(digits.length());
            run(chars, from, to, true);
            if (format == TokenFormat.MOBILE) {
                digits.put(0, '2');
            }
            return digits.subSequence(0, to) + wrongCheck(digits, to);
        } finally {
            Arrays.fill(chars, '\0');
            Arrays.fill(canonical, (byte) 0);
        }
    }

    /**
     * The number that a token stands for, which the caller wipes. Whether a person may see it is not asked here: callers
     * outside the privacy module need an access grant, and a gate lists them.
     *
     * @throws IllegalArgumentException if the text is no token of this format
     */
    public char[] revealToken(CharSequence token) {
        char[] digits = new char[token.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = token.charAt(i);
        }
        CharBuffer clear = CharBuffer.wrap(digits);
        require(isToken(clear), "wrong");
        int to = payload(digits.length);
        run(digits, kept(), to, false);
        switch (format) {
            case MOBILE -> digits[0] = '1';
            case RESIDENT_ID -> digits[to] = ResidentId.checkCharacter(clear);
            case CARD, CARD_KEEPING_ISSUER -> digits[to] = Luhn.checkDigit(clear, to);
        }
        if (!isReal(clear)) {
            Arrays.fill(digits, '\0');
            throw new IllegalArgumentException("the text is no token of " + format);
        }
        return digits;
    }

    private boolean isReal(CharBuffer digits) {
        int length = digits.length();
        return switch (format) {
            case RESIDENT_ID -> ResidentId.isValid(digits);
            case MOBILE -> length == 11 && digits.charAt(0) == '1';
            case CARD -> length >= 12 && length <= 19 && Luhn.isValid(digits);
            case CARD_KEEPING_ISSUER -> length >= 16 && length <= 19 && Luhn.isValid(digits);
        };
    }

    private boolean isToken(CharBuffer digits) {
        int length = digits.length();
        boolean sized = switch (format) {
            case RESIDENT_ID -> length == ResidentId.LENGTH;
            case MOBILE -> length == 11 && digits.charAt(0) == '2';
            case CARD -> length >= 12 && length <= 19;
            case CARD_KEEPING_ISSUER -> length >= 16 && length <= 19;
        };
        if (!sized) {
            return false;
        }
        int to = payload(length);
        for (int i = 0; i < to; i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return wrongCheck(digits, to).contentEquals(digits.subSequence(to, length));
    }

    /** How many digits from the left FF1 leaves alone. */
    private int kept() {
        return switch (format) {
            case RESIDENT_ID, CARD -> 0;
            case MOBILE -> 1;
            case CARD_KEEPING_ISSUER -> ISSUER;
        };
    }

    /** How many characters stand before the check digit, if there is one. */
    private int payload(int length) {
        return format == TokenFormat.MOBILE ? length : length - 1;
    }

    private String wrongCheck(CharSequence digits, int payload) {
        return switch (format) {
            case RESIDENT_ID -> String.valueOf(ResidentId.wrongCheckCharacter(digits));
            case MOBILE -> "";
            case CARD, CARD_KEEPING_ISSUER -> String.valueOf(Luhn.wrongCheckDigit(digits, payload));
        };
    }

    private void run(char[] digits, int from, int to, boolean encrypting) {
        byte[] numbers = new byte[to - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (byte) (digits[from + i] - '0');
        }
        byte[] result = encrypting ? ff1.encrypt(numbers) : ff1.decrypt(numbers);
        for (int i = 0; i < result.length; i++) {
            digits[from + i] = (char) ('0' + result[i]);
        }
        Arrays.fill(numbers, (byte) 0);
    }

    private void require(boolean holds, String check) {
        if (!holds) {
            throw new IllegalArgumentException("want a " + format + " with a " + check + " check digit");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
