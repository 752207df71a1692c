package org.loanregistry.registry.access;

import java.util.Optional;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.registry.json.Fields;

/**
 * What the body of a look-up says. Its text shows no value.
 *
 * @param purpose for what
 * @param field by which field of the catalogue
 * @param value what to look for
 */
record LookupForm(Purpose purpose, String field, String value) {
    private static final int MAX_TEXT = 128;

    /** Reads {@code {purpose, nationalId | mobile}}; what is wrong is refused on {@code fields}, never quoted. */
    static LookupForm read(Fields fields) {
        Purpose purpose = fields.required(
                        "purpose",
                        fields.parsed("purpose", MAX_TEXT, AskedPurpose::of, "must be one of the registry's purposes"))
                .orElse(Purpose.SERVICING);
        Optional<String> nationalId = fields.text("nationalId", MAX_TEXT);
        Optional<String> mobile = fields.text("mobile", MAX_TEXT);
        if (nationalId.isPresent() == mobile.isPresent()) {
            fields.refuse("", "must have either nationalId or mobile");
        }
        fields.finish();
        return new LookupForm(
                purpose,
                mobile.isPresent() ? "mobile" : "nationalId",
                mobile.or(() -> nationalId).orElse(""));
    }

    @Override
    public String toString() {
        return "LookupForm[" + purpose + ", " + field + "]";
    }
}
