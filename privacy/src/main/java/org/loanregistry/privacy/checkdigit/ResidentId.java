package org.loanregistry.privacy.checkdigit;

/**
 * The number of a resident identity card, GB 11643: region (6), date of birth (8), sequence (3), check character by ISO 7064
 * MOD 11-2. The region is not looked up: a real number's region may have been abolished long ago.
 */
public final class ResidentId {
    /** Characters of the number in force. */
    public static final int LENGTH = 18;

    private static final int DIGITS = 17;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private ResidentId() {}

    /** Whether {@code text} is 17 ASCII digits with a date of birth, and their check character (X upper case). */
    public static boolean isValid(CharSequence text) {
        if (text.length() != LENGTH || text.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return hasDate(text, 6) && text.charAt(DIGITS) == checkCharacter(text);
    }

    /** Whether eight digits from {@code from} are a date from 1800 to 2199. */
    public static boolean hasDate(CharSequence digits, int from) {
        int year = number(digits, from, 4);
        int month = number(digits, from + 4, 2);
        int day = number(digits, from + 6, 2);
        if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
            return false;
        }
        boolean leapYear = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return month != 2 || day < 29 || leapYear;
    }

    /** The check character of the first 17 of at least 17 digits. */
    public static char checkCharacter(CharSequence digits) {
        return CHECK.charAt(remainder(digits));
    }

    /** A check character that is always wrong: the one after the right one. */
    public static char wrongCheckCharacter(CharSequence digits) {
        return CHECK.charAt((remainder(digits) + 1) % CHECK.length());
    }

    private static int remainder(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < DIGITS; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return sum % CHECK.length();
    }

    private static int number(CharSequence digits, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }
}
