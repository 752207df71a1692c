package org.loanregistry.registry.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loanregistry.privacy.access.AccessLevel;
import org.loanregistry.registry.borrower.PersonalValues;

/** The personal fields that are kept of a borrower, by their names in the catalogue. */
final class PersonalFields {
    static final List<String> NAMES = PersonalValues.NAMES;

    /** Who looked at a person: no personal value, but asked for and decided like one. */
    static final String ACCESS_HISTORY = "accessHistory";

    /** All records of the person's loans, as one: for an export. */
    static final String LOAN_RECORDS = "loanRecords";

    private PersonalFields() {}

    static Map<String, AccessLevel> all(AccessLevel level) {
        return of(NAMES, level);
    }

    static Map<String, AccessLevel> of(List<String> names, AccessLevel level) {
        Map<String, AccessLevel> asked = new TreeMap<>();
        names.forEach(name -> asked.put(name, level));
        return asked;
    }
}
