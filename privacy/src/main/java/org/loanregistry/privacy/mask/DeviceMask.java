package org.loanregistry.privacy.mask;

import java.util.Locale;
import java.util.regex.Pattern;

/** The network half of an IPv4 address, the maker's half of a MAC address, the last four of a device number of 12 or more. */
final class DeviceMask {
    private static final int SHORTEST_NUMBER = 12;
    private static final int LONGEST_NUMBER = 64;
    private static final int LAST = 4;
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IP = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(?:\\1[0-9A-Fa-f]{2}){4}");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z]+(?:[-_][0-9A-Za-z]+)*[0-9A-Za-z]{3}");
    private static final Pattern MASK = Pattern.compile(
            OCTET + "\\." + OCTET + "\\.\\*\\.\\*|(?:[0-9A-F]{2}:){3}\\*\\*:\\*\\*:\\*\\*|\\*{6}[0-9A-Za-z]{4}");

    private DeviceMask() {}

    static String mask(Folded text, MaskLevel level) {
        int length = text.length();
        if (level != MaskLevel.STANDARD) {
            return MaskType.CLOSED;
        }
        if (text.hasStar()) {
            return MASK.matcher(text).matches() ? text.shown(0, length) : MaskType.CLOSED;
        }
        if (IP.matcher(text).matches()) {
            return text.shown(0, text.indexOf('.', text.indexOf('.', 0) + 1)) + ".*.*";
        }
        if (MAC.matcher(text).matches()) {
            return text.shown(0, 8).toUpperCase(Locale.ROOT).replace('-', ':') + ":**:**:**";
        }
        boolean isNumber = length >= SHORTEST_NUMBER
                && length <= LONGEST_NUMBER
                && NUMBER.matcher(text).matches();
        return isNumber ? MaskType.CLOSED + text.shown(length - LAST, length) : MaskType.CLOSED;
    }
}
