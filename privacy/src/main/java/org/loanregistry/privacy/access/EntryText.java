package org.loanregistry.privacy.access;

import java.util.regex.Pattern;

/** The texts that may stand in an entry of the access log: names and numbers of ours, in printable ASCII. */
final class EntryText {
    private static final Pattern FORM = Pattern.compile("[!-~](?:[ -~]{0,126}[!-~])?");

    private EntryText() {}

    static void require(String what, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("the " + what + " must be 1 to 128 printable ASCII characters");
        }
    }
}
