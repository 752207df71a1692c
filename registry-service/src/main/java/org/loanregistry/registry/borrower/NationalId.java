package org.loanregistry.registry.borrower;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * The form of an 18-digit citizen identity number (GB 11643): region, date of birth, sequence, check character by ISO
 * 7064 MOD 11-2. The region is not looked up: a real number's region may have been abolished long ago.
 */
public final class NationalId {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";

    private NationalId() {}

    /** Whether form, date of birth and check character are right. */
    public static boolean isValid(String text) {
        if (!FORM.matcher(text).matches() || text.charAt(17) != checkCharacter(text.substring(0, 17))) {
            return false;
        }
        try {
            LocalDate.parse(text.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The check character of the first 17 digits. */
    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (first17.charAt(i) - '0');
        }
        return CHECK.charAt(sum % 11);
    }
}
