package org.loanregistry.privacy.checkdigit;

/** The check digit of bank cards, ISO/IEC 7812-1 annex B. */
public final class Luhn {
    private Luhn() {}

    /** Whether the last of at least two ASCII digits is the check digit of those before it. */
    public static boolean isValid(CharSequence digits) {
        int payload = digits.length() - 1;
        return payload > 0 && digits.charAt(payload) == checkDigit(digits, payload);
    }

    /** The check digit of the first {@code payload} digits. */
    public static char checkDigit(CharSequence digits, int payload) {
        return (char) ('0' + (10 - sum(digits, payload) % 10) % 10);
    }

    /** A check digit that is always wrong: the one after the right one. */
    public static char wrongCheckDigit(CharSequence digits, int payload) {
        return (char) ('0' + (checkDigit(digits, payload) - '0' + 1) % 10);
    }

    private static int sum(CharSequence digits, int payload) {
        int sum = 0;
        for (int i = payload - 1, place = 0; i >= 0; i--, place++) {
            int digit = digits.charAt(i) - '0';
            int doubled = place % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum;
    }
}
