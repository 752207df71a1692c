package org.loanregistry.privacy.access;

/** The texts that may stand in an entry of the access log: names and numbers of ours, in printable ASCII. */
final class EntryText {
    private static final int LONGEST = 128;

    private EntryText() {}

    static void require(String what, String text) {
        if (!isForm(text)) {
            throw new IllegalArgumentException(
                    "the " + what + " must be 1 to " + LONGEST + " printable ASCII characters");
        }
    }

    private static boolean isForm(String text) {
        int length = text.length();
        if (length < 1 || length > LONGEST || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
