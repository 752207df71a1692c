package org.loanregistry.privacy.mask;

import java.util.regex.Pattern;

/**
 * Mainland mobiles as everyone knows them (138****5678), landlines with their area code, Hong Kong, Macau and Taiwan by
 * their own lengths, every other international number by its last two digits. Short and service numbers are not understood.
 */
final class PhoneMask {
    private static final int MOBILE = 11;
    private static final int LOCAL_MIN = 7;
    private static final int LOCAL_MAX = 8;
    private static final int INTERNATIONAL_MIN = 7;
    private static final int INTERNATIONAL_MAX = 15;
    private static final Pattern STANDARD_MASK = Pattern.compile(
            "1[3-9][0-9]\\*{4}[0-9]{4}|\\+85[23][0-9]{2}\\*{4}[0-9]{2}|\\+8869\\*{5}[0-9]{3}|09\\*{5}[0-9]{3}"
                    + "|0[0-9]{2,3}-\\*{5,6}[0-9]{2}(?:-\\*{4})?|\\+\\*{6}[0-9]{2}");
    private static final Pattern MINIMAL_MASK = Pattern.compile("1\\*{10}|0[0-9]{2,3}-\\*{8}");

    private PhoneMask() {}

    static String mask(Folded text, MaskLevel level) {
        boolean standard = level == MaskLevel.STANDARD;
        if (text.hasStar()) {
            return kept(text, standard ? STANDARD_MASK : MINIMAL_MASK);
        }
        text.compact("()");
        int from = text.startsWith("+") ? 1 : text.startsWith("00") ? 2 : 0;
        if (from == 0) {
            return national(text, 0, standard);
        }
        if (text.startsWith("86", from)) {
            int start = text.startsWith("-", from + 2) ? from + 3 : from + 2;
            return isAreaWithoutZero(text, start)
                    ? landline(text, start, "0", standard)
                    : national(text, start, standard);
        }
        text.compact("-");
        return standard ? international(text, from) : MaskType.CLOSED;
    }

    private static String kept(Folded text, Pattern own) {
        String shown = text.shown(0, text.length());
        return own.matcher(shown.replace(" ", "")).matches() ? shown : MaskType.CLOSED;
    }

    private static String national(Folded text, int from, boolean standard) {
        if (text.startsWith("0", from) && !isTaiwanese(text, from)) {
            return landline(text, from, "", standard);
        }
        text.compact("-");
        int digits = text.length() - from;
        if (!text.isDigits(from, text.length())) {
            return MaskType.CLOSED;
        }
        if (digits == MOBILE && isMobile(text, from)) {
            return standard ? text.shown(from, from + 3) + "****" + text.shown(from + 7, from + MOBILE) : "1**********";
        }
        if (from == 0 && digits == MOBILE + 2 && text.startsWith("86") && isMobile(text, 2)) {
            return national(text, 2, standard);
        }
        return standard && isTaiwanese(text, from) ? "09*****" + text.shown(from + 7, from + 10) : MaskType.CLOSED;
    }

    private static boolean isMobile(Folded text, int from) {
        return text.charAt(from) == '1' && text.charAt(from + 1) >= '3';
    }

    private static boolean isTaiwanese(Folded text, int from) {
        return from == 0 && text.length() == 10 && text.startsWith("09") && text.isDigits(0, 10);
    }

    /** {@code +86 10 …}: the area code as it is dialled from abroad. */
    private static boolean isAreaWithoutZero(Folded text, int from) {
        boolean beijing = text.startsWith("10", from);
        boolean other = from < text.length() && text.charAt(from) >= '2' && text.charAt(from) <= '9';
        return (beijing || other) && text.length() - from >= 2 + LOCAL_MIN;
    }

    /** Area code of three (010, 02x) or four digits, seven or eight more, and perhaps an extension. */
    private static String landline(Folded text, int from, String zero, boolean standard) {
        int second = from + 1 - zero.length();
        boolean shortArea = text.startsWith("10", second) || text.startsWith("2", second);
        int area = second + (shortArea ? 2 : 3);
        int local = text.startsWith("-", area) ? area + 1 : area;
        int dash = text.indexOf('-', local);
        int end = dash < 0 ? text.length() : dash;
        boolean hasExtension = dash >= 0;
        int digits = end - local;
        if (digits < LOCAL_MIN
                || digits > LOCAL_MAX
                || !text.isDigits(from, area)
                || !text.isDigits(local, end)
                || (hasExtension && !text.isDigits(dash + 1, text.length()))) {
            return MaskType.CLOSED;
        }
        String code = zero + text.shown(from, area) + "-";
        if (!standard) {
            return code + "********";
        }
        return code + "*".repeat(digits - 2) + text.shown(end - 2, end) + (hasExtension ? "-****" : "");
    }

    private static String international(Folded text, int from) {
        int length = text.length();
        int digits = length - from;
        if (!text.isDigits(from, length) || digits < INTERNATIONAL_MIN || digits > INTERNATIONAL_MAX) {
            return MaskType.CLOSED;
        }
        boolean hongKong = text.startsWith("852", from);
        if ((hongKong || text.startsWith("853", from)) && digits == 11) {
            return (hongKong ? "+852 " : "+853 ")
                    + text.shown(from + 3, from + 5)
                    + "****"
                    + text.shown(length - 2, length);
        }
        if (text.startsWith("8869", from) && digits == 12) {
            return "+886 9*****" + text.shown(length - 3, length);
        }
        return "+******" + text.shown(length - 2, length);
    }
}
