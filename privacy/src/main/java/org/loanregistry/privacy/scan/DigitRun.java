package org.loanregistry.privacy.scan;

import java.util.Arrays;
import java.util.List;
import org.loanregistry.privacy.checkdigit.Luhn;
import org.loanregistry.privacy.checkdigit.ResidentId;
import org.loanregistry.privacy.scan.Finding.Kind;

/**
 * Digits that follow each other with at most two separators between. A number must begin where digits begin or go on after a
 * separator, and end likewise; only a resident number of 18, whose check character and date are proof enough, may stand
 * anywhere.
 */
final class DigitRun implements CharSequence {
    private static final int SHORTEST = 11;
    private static final int MOST_SEPARATORS = 2;
    private static final int OLD_ID = 15;
    private static final int LONGEST_CARD = 19;
    private static final String SEPARATORS =
            " -\t\u00A0\u2007\u202F\u3000\u2010\u2011\u2012\u2013\uFF0D\u200B\u200C\u200D\uFEFF";
    private static final String MARKS_OF_TEN = "xX\u00D7\uFF38\uFF58";

    private char[] digits = new char[32];
    private int[] places = new int[32];
    private int length;
    private int end;

    /** Place after an X that ends the run, 0 if there is none. */
    private int afterMark;

    private DigitRun() {}

    static boolean isDigit(char c) {
        return c >= '0' && (c <= '9' || (c > 0x7F && Character.isDigit(c)));
    }

    /** The run whose first digit stands at {@code start}. */
    static DigitRun read(CharSequence text, int start) {
        DigitRun run = new DigitRun();
        int at = start;
        while (at >= 0) {
            run.add(text.charAt(at), at);
            run.end = at + 1;
            at = run.next(text);
        }
        int mark = separated(text, run.end);
        if (mark < text.length() && MARKS_OF_TEN.indexOf(text.charAt(mark)) >= 0) {
            run.afterMark = mark + 1;
        }
        return run;
    }

    private int next(CharSequence text) {
        int at = separated(text, end);
        return at < text.length() && isDigit(text.charAt(at)) ? at : -1;
    }

    private static int separated(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && at - from < MOST_SEPARATORS && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private void add(char c, int place) {
        if (length == digits.length) {
            digits = Arrays.copyOf(digits, 2 * length);
            places = Arrays.copyOf(places, 2 * length);
        }
        digits[length] = (char) ('0' + Character.digit(c, 10));
        places[length++] = place;
    }

    boolean isLongEnough() {
        return length >= SHORTEST;
    }

    /** Where scanning goes on. */
    int end() {
        return end;
    }

    void addFindings(List<Finding> findings, boolean onlyProven) {
        int at = 0;
        while (at < length) {
            int found = findResident(at, findings);
            if (found == 0 && !onlyProven && begins(at)) {
                found = findCard(at, findings);
                found = found == 0 ? findOldResident(at, findings) : found;
                found = found == 0 ? findMobile(at, findings) : found;
            }
            at += Math.max(1, found);
        }
    }

    private int findResident(int from, List<Finding> findings) {
        int last = ResidentId.LENGTH - 1;
        if (from + last > length || digits[from] == '0' || !ResidentId.hasDate(this, from + 6)) {
            return 0;
        }
        char check = ResidentId.checkCharacter(subSequence(from, from + last));
        if (check == 'X') {
            boolean isMarked = from + last == length && afterMark > 0;
            return isMarked ? add(findings, Kind.CN_ID, from, last, afterMark) : 0;
        }
        boolean isRight = from + last < length && digits[from + last] == check;
        return isRight ? add(findings, Kind.CN_ID, from, ResidentId.LENGTH) : 0;
    }

    private int findOldResident(int from, List<Finding> findings) {
        if (!endsAfter(from, OLD_ID) || digits[from] == '0' || digits[from] == '9') {
            return 0;
        }
        String date = "19" + subSequence(from + 6, from + 12);
        return ResidentId.hasDate(date, 0) ? add(findings, Kind.CN_ID, from, OLD_ID) : 0;
    }

    /** Issuers' first digits only: times and counters begin with 1 or 2. */
    private int findCard(int from, List<Finding> findings) {
        char first = digits[from];
        if (first != '9' && (first < '3' || first > '6')) {
            return 0;
        }
        for (int size = LONGEST_CARD; size >= OLD_ID; size--) {
            if (endsAfter(from, size) && Luhn.isValid(subSequence(from, from + size))) {
                return add(findings, Kind.CARD, from, size);
            }
        }
        return 0;
    }

    private int findMobile(int from, List<Finding> findings) {
        int code = startsWith("0086", from) ? 4 : startsWith("86", from) ? 2 : 0;
        int start = from + code;
        boolean isMobile = endsAfter(start, SHORTEST) && digits[start] == '1' && digits[start + 1] >= '3';
        return isMobile ? add(findings, Kind.MOBILE, from, code + SHORTEST) : 0;
    }

    private boolean startsWith(String prefix, int from) {
        return from + prefix.length() <= length
                && subSequence(from, from + prefix.length()).equals(prefix);
    }

    private int add(List<Finding> findings, Kind kind, int from, int size) {
        return add(findings, kind, from, size, places[from + size - 1] + 1);
    }

    private int add(List<Finding> findings, Kind kind, int from, int size, int endPlace) {
        findings.add(new Finding(kind, places[from], endPlace));
        return size;
    }

    private boolean begins(int index) {
        return index == 0 || places[index] > places[index - 1] + 1;
    }

    private boolean endsAfter(int from, int size) {
        int next = from + size;
        return next == length || (next < length && begins(next));
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return digits[index];
    }

    @Override
    public String subSequence(int from, int to) {
        return new String(digits, from, to - from);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "DigitRun";
    }
}
