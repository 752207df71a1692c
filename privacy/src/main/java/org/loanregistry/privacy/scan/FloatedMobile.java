package org.loanregistry.privacy.scan;

/** A mobile number that went through a floating-point number: {@code 1.3812345678E10}. */
final class FloatedMobile {
    private static final int MOST_DECIMALS = 10;

    private FloatedMobile() {}

    /** Where such a number that starts at {@code start} ends; 0 if it is none. */
    static int end(CharSequence text, int start) {
        int length = text.length();
        boolean isStart = start == 0 || !DigitRun.isDigit(text.charAt(start - 1));
        if (!isStart || length - start < 6 || text.charAt(start) != '1' || text.charAt(start + 1) != '.') {
            return 0;
        }
        int at = start + 2;
        while (at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int decimals = at - start - 2;
        if (decimals < 1 || decimals > MOST_DECIMALS || text.charAt(start + 2) < '3' || at + 3 > length) {
            return 0;
        }
        if (text.charAt(at) != 'E' && text.charAt(at) != 'e') {
            return 0;
        }
        int exponent = text.charAt(at + 1) == '+' ? at + 2 : at + 1;
        boolean isTen = exponent + 2 <= length && text.charAt(exponent) == '1' && text.charAt(exponent + 1) == '0';
        boolean ends = isTen && (exponent + 2 == length || !DigitRun.isDigit(text.charAt(exponent + 2)));
        return ends ? exponent + 2 : 0;
    }
}
