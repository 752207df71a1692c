package org.loanregistry.privacy.mask;

/** The issuer's six digits and the last four of a card of 16 to 19; the last four alone of an older one of 12 to 15. */
final class CardMask {
    private static final int ISSUER = 6;
    private static final int LAST = 4;
    private static final int SHORTEST = 12;
    private static final int SHORTEST_WITH_ISSUER = 16;
    private static final int LONGEST = 19;

    private CardMask() {}

    static String mask(Folded text, MaskLevel level) {
        int length = text.compact("-").length();
        if (text.hasStar()) {
            return isMask(text, level) ? text.shown(0, length) : MaskType.CLOSED;
        }
        if (length < SHORTEST || length > LONGEST || !text.isDigits(0, length)) {
            return MaskType.CLOSED;
        }
        String last = text.shown(length - LAST, length);
        if (level != MaskLevel.STANDARD || length < SHORTEST_WITH_ISSUER) {
            return "****" + last;
        }
        return text.shown(0, ISSUER) + "*".repeat(length - ISSUER - LAST) + last;
    }

    private static boolean isMask(Folded text, MaskLevel level) {
        int length = text.length();
        if (length == 2 * LAST) {
            return text.startsWith("****") && text.isDigits(LAST, length);
        }
        return level == MaskLevel.STANDARD
                && length >= SHORTEST_WITH_ISSUER
                && length <= LONGEST
                && text.isDigits(0, ISSUER)
                && text.startsWith("*".repeat(length - ISSUER - LAST), ISSUER)
                && text.isDigits(length - LAST, length);
    }
}
