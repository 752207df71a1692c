package org.loanregistry.registry.rights;

import java.util.regex.Pattern;
import org.loanregistry.privacy.scan.TextScanner;
import org.loanregistry.registry.json.Fields;

/** A case or ticket number in the caller's own books: the one free text that a log about persons takes. */
public final class CaseReference {
    private static final int MAX_LENGTH = 128;
    private static final Pattern FORM = Pattern.compile("[!-~](?:[ -~]{0,126}[!-~])?");
    private static final TextScanner SCANNER = new TextScanner();

    private CaseReference() {}

    /** The reference in this field; what is no case number, or holds a personal number, is refused and never quoted. */
    public static String read(Fields fields, String name) {
        String text = fields.requiredText(name, MAX_LENGTH);
        if (!text.isEmpty() && !FORM.matcher(text).matches()) {
            fields.refuse(name, "must be printable ASCII, as a case or ticket number");
        } else if (!SCANNER.scan(text).isEmpty()) {
            fields.refuse(name, "must not hold a personal number; name a case or ticket");
        }
        return text;
    }
}
