package org.loanregistry.privacy.mask;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The first letter of a local part of three or more, and the provider where everyone has an address there. */
final class EmailMask {
    private static final String ALL = "***";
    private static final int SHORTEST_LOCAL = 3;
    private static final int LONGEST_TOP = 6;
    private static final Set<String> PUBLIC_PROVIDERS = Set.of(
            "qq.com",
            "foxmail.com",
            "163.com",
            "126.com",
            "yeah.net",
            "139.com",
            "189.cn",
            "wo.cn",
            "sina.com",
            "sina.cn",
            "sohu.com",
            "aliyun.com",
            "gmail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "msn.com",
            "yahoo.com",
            "icloud.com");
    private static final Pattern MASK = Pattern.compile("[\\p{L}\\p{Nd}]?\\*{3}@(?:\\*{3}\\.\\p{L}{2,6}|[a-z0-9.]+)");

    private EmailMask() {}

    static String mask(Folded text, MaskLevel level) {
        if (level != MaskLevel.STANDARD) {
            return ALL;
        }
        int at = text.indexOf('@', 0);
        if (text.hasStar()) {
            return isMask(text, at) ? text.shown(0, text.length()) : ALL;
        }
        if (at < 1 || text.indexOf('@', at + 1) >= 0 || text.indexOf(' ', 0) >= 0) {
            return ALL;
        }
        String domain = domain(text, at + 1);
        return domain.isEmpty() ? ALL : local(text, at) + "@" + domain;
    }

    private static String local(Folded text, int at) {
        char first = text.charAt(0);
        boolean isShown =
                at >= SHORTEST_LOCAL && isPlain(first) && first != '.' && first != '_' && isPlain(text.charAt(1));
        return isShown ? first + ALL : ALL;
    }

    /** Neither half of a pair nor the carrier of a combining mark: the only ones that may stand alone. */
    private static boolean isPlain(char c) {
        boolean ascii = c == '.' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
        return ascii || (c >= '\u4E00' && c <= '\u9FFF');
    }

    /** What is shown of the domain; nothing if it is none. */
    private static String domain(Folded text, int from) {
        int dot = -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == from || i == dot + 1) {
                    return "";
                }
                dot = i;
            } else if (c != '-' && !Character.isLetterOrDigit(c)) {
                return "";
            }
        }
        int topLength = text.length() - dot - 1;
        if (dot < 0 || topLength < 2 || topLength > LONGEST_TOP) {
            return "";
        }
        for (int i = dot + 1; i < text.length(); i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return "";
            }
        }
        String whole = text.shown(from, text.length()).toLowerCase(Locale.ROOT);
        return PUBLIC_PROVIDERS.contains(whole) ? whole : ALL + "." + text.shown(dot + 1, text.length());
    }

    private static boolean isMask(Folded text, int at) {
        return MASK.matcher(text).matches()
                && (text.startsWith(ALL, at + 1) || PUBLIC_PROVIDERS.contains(text.shown(at + 1, text.length())));
    }
}
