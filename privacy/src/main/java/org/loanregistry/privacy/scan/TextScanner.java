package org.loanregistry.privacy.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds resident numbers, bank cards and mobile numbers in free text by their check digits and forms, whatever digits they
 * are written with (full-width, Arabic) and however they are grouped by blanks and hyphens. Safe for many threads.
 *
 * <p>A second net, not a licence to log: names, addresses and numbers in other forms or encodings are not found, and a number
 * that only looks like a person's is. Passwords, keys and the like are no business of it.
 */
public final class TextScanner {
    /** A digest or an id: its digits are nobody's number, unless the check character of a resident number fits. */
    private static final int HEX_WORD = 32;

    /** The findings in order, none overlapping another. */
    public List<Finding> scan(CharSequence text) {
        List<Finding> findings = new ArrayList<>(2);
        int length = text.length();
        int at = 0;
        while (at < length) {
            if (!DigitRun.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int mantissa = FloatedMobile.end(text, at);
            if (mantissa > 0) {
                findings.add(new Finding(Finding.Kind.MOBILE, at, mantissa));
                at = mantissa;
                continue;
            }
            DigitRun run = DigitRun.read(text, at);
            if (run.isLongEnough()) {
                run.addFindings(findings, isInHexWord(text, at));
            }
            at = run.end();
        }
        return findings;
    }

    /**
     * The text with each finding replaced by its kind in square brackets, for a log's last filter: {@code [CN_ID]}. A text
     * without findings is returned as it is.
     */
    public String redact(String text) {
        List<Finding> findings = scan(text);
        if (findings.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : findings) {
            redacted.append(text, from, finding.start())
                    .append('[')
                    .append(finding.kind())
                    .append(']');
            from = finding.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }

    private static boolean isInHexWord(CharSequence text, int at) {
        int start = at;
        while (start > 0 && isHex(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        boolean letters = false;
        while (end < text.length() && isHex(text.charAt(end))) {
            end++;
        }
        for (int i = start; i < end; i++) {
            letters |= text.charAt(i) > '9';
        }
        return letters && end - start >= HEX_WORD;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
    }
}
