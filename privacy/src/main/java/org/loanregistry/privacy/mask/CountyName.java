package org.loanregistry.privacy.mask;

import java.util.List;

/** The form of a county's name: at most four characters and 区, 县, 市 or 旗, or an autonomous county or banner. */
final class CountyName {
    private static final String SUFFIXES = "区县市旗";
    private static final int SHORTEST = 2;
    private static final int LONGEST = 5;
    private static final int LONGEST_AUTONOMOUS = 16;
    private static final int LONGEST_WITHOUT_PEOPLE = 9;
    private static final List<String> AUTONOMOUS = List.of("自治县", "自治旗");

    /** What stands before 区 in places where people live, and in no county's name. */
    private static final String NEVER_BEFORE_SUFFIX = "小社园校厂景街宅活墅属业舍院库营坊苑村组一二三四五六七八九十";

    /** Signs that the text is within a street address already. */
    private static final String NEVER_INSIDE = "号室街村弄巷组苑院厂园乡座栋幢";

    private CountyName() {}

    /** How many characters from {@code from} are a county's name; 0 if none or unsure. */
    static int length(Folded text, int from, int end) {
        for (String kind : AUTONOMOUS) {
            int length = autonomous(text, from, end, kind);
            if (length > 0) {
                return length;
            }
        }
        for (int length = SHORTEST; length <= LONGEST && from + length <= end; length++) {
            if (SUFFIXES.indexOf(text.charAt(from + length - 1)) >= 0) {
                return plain(text, from, length);
            }
        }
        return 0;
    }

    private static int plain(Folded text, int from, int shortest) {
        int length = shortest;
        // 沙市区 and 津市市: the first suffix belongs to the name.
        if (text.startsWith("沙市区", from) || text.startsWith("津市市", from)) {
            length++;
        }
        boolean doubtful = NEVER_BEFORE_SUFFIX.indexOf(text.charAt(from + length - 2)) >= 0;
        return !doubtful && isName(text, from, from + length) ? length : 0;
    }

    private static int autonomous(Folded text, int from, int end, String kind) {
        for (int at = from + 2; at - from <= LONGEST_AUTONOMOUS && at + kind.length() <= end; at++) {
            if (text.startsWith(kind, at)) {
                boolean named = text.charAt(at - 1) == '族' || at - from < LONGEST_WITHOUT_PEOPLE;
                return named && isName(text, from, at) ? at + kind.length() - from : 0;
            }
        }
        return 0;
    }

    private static boolean isName(Folded text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '\u4E00' || c > '\u9FFF' || NEVER_INSIDE.indexOf(c) >= 0) {
                return false;
            }
        }
        // 路桥区 is the one county with a road in its name.
        int road = text.indexOf('路', from);
        return road < 0 || road >= to || text.startsWith("路桥区", from);
    }
}
