package org.loanregistry.registry.access;

import java.util.HashSet;
import java.util.List;
import org.loanregistry.privacy.access.Purpose;
import org.loanregistry.registry.json.Fields;
import org.loanregistry.registry.rights.CaseReference;

/**
 * What the body of a request to reveal says.
 *
 * @param purpose for what
 * @param fields which, each once
 * @param reason the case or ticket in the caller's own books
 */
record RevealForm(Purpose purpose, List<String> fields, String reason) {
    private static final int MAX_TEXT = 128;

    /** Reads {@code {purpose, fields, reason}}; what is wrong is refused on {@code fields}, never quoted. */
    static RevealForm read(Fields fields) {
        Purpose purpose = fields.required(
                        "purpose",
                        fields.parsed("purpose", MAX_TEXT, AskedPurpose::of, "must be one of the registry's purposes"))
                .orElse(Purpose.SERVICING);
        List<String> names = fields.textList("fields", PersonalFields.NAMES.size(), MAX_TEXT);
        if (names.isEmpty()) {
            fields.refuse("fields", "must name at least one field");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!PersonalFields.NAMES.contains(names.get(i))) {
                fields.refuse("fields[" + i + "]", "must be one of " + String.join(", ", PersonalFields.NAMES));
            }
        }
        if (new HashSet<>(names).size() != names.size()) {
            fields.refuse("fields", "must name no field twice");
        }
        String reason = CaseReference.read(fields, "reason");
        fields.finish();
        return new RevealForm(purpose, List.copyOf(names), reason);
    }
}
