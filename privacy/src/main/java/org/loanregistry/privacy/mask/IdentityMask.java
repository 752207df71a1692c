package org.loanregistry.privacy.mask;

/**
 * First and last character. Never the region and the last four: those leave some 3,300 persons with any birth date, and 330
 * with a ten-year band.
 */
final class IdentityMask {
    private static final int SHORTEST = 7;
    private static final int LONGEST_PERMIT = 15;
    private static final int RESIDENT = 18;

    private IdentityMask() {}

    static String mask(Folded text, MaskLevel level) {
        int length = text.compact("-").length();
        boolean known = (length >= SHORTEST && length <= LONGEST_PERMIT) || length == RESIDENT;
        if (level != MaskLevel.STANDARD || !known || !(isMask(text) || isNumber(text))) {
            return MaskType.CLOSED;
        }
        return text.charAt(0) + "*".repeat(length - 2) + text.charAt(length - 1);
    }

    private static boolean isNumber(Folded text) {
        if (text.length() < RESIDENT) {
            return text.isDigitsOrCapitals();
        }
        return text.isDigits(0, RESIDENT - 1) && (text.isDigits(RESIDENT - 1, RESIDENT) || text.endsWith("X"));
    }

    private static boolean isMask(Folded text) {
        int last = text.length() - 1;
        for (int i = 1; i < last; i++) {
            if (text.charAt(i) != '*') {
                return false;
            }
        }
        return isShowable(text.charAt(0)) && isShowable(text.charAt(last));
    }

    private static boolean isShowable(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
