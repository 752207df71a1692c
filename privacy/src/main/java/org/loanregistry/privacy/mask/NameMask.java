package org.loanregistry.privacy.mask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One grapheme and two stars, whatever the length. A compound surname is cut too, since it is rarer than its first
 * character; the dot of a transcribed name is never shown, since it tells an ethnicity.
 */
final class NameMask {
    private static final String STARS = "**";
    private static final String ALL = "***";
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int LONGEST_GRAPHEME = 4;

    private NameMask() {}

    static String mask(Folded text, MaskLevel level) {
        int stars = text.length() - STARS.length();
        return switch (level) {
            case MINIMAL -> ALL;
            case STANDARD -> (text.hasStar() ? kept(text, 0, text.endsWith(STARS) ? stars : 0) : first(text)) + STARS;
            case VERIFY ->
                STARS + (text.hasStar() ? kept(text, text.startsWith(STARS) ? 2 : 0, text.length()) : last(text));
        };
    }

    /** What a mask of this level shows beside its stars: one grapheme or, if the text is no such mask, nothing. */
    private static String kept(Folded text, int from, int to) {
        Matcher grapheme = GRAPHEME.matcher(text);
        boolean isOne = from < to && grapheme.find(from) && grapheme.end() == to;
        return isOne ? shown(text, from, to) : "";
    }

    /** The first grapheme of two or more, if it begins with a letter. */
    private static String first(Folded text) {
        if (isIdeograph(text, 0) && isIdeograph(text, 1)) {
            return text.shown(0, 1);
        }
        Matcher grapheme = GRAPHEME.matcher(text);
        if (!grapheme.find() || grapheme.end() == text.length()) {
            return "";
        }
        return shown(text, 0, grapheme.end());
    }

    /** The last grapheme of two or more, if it begins with a letter. */
    private static String last(Folded text) {
        int end = text.length();
        if (isIdeograph(text, end - 1) && isIdeograph(text, end - 2)) {
            return text.shown(end - 1, end);
        }
        Matcher grapheme = GRAPHEME.matcher(text);
        int start = 0;
        while (grapheme.find()) {
            start = grapheme.start();
        }
        return start == 0 ? "" : shown(text, start, end);
    }

    /** A grapheme that begins with a letter; one with a pile of marks is not shown, since it may carry a message. */
    private static String shown(Folded text, int from, int to) {
        boolean isShown = to - from <= LONGEST_GRAPHEME && Character.isLetter(Character.codePointAt(text, from));
        return isShown ? text.shown(from, to) : "";
    }

    /** The unified ideographs stand alone: no grapheme that begins with one and is followed by one holds more. */
    private static boolean isIdeograph(Folded text, int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '\u4E00' && text.charAt(index) <= '\u9FFF';
    }
}
