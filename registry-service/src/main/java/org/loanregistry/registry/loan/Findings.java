package org.loanregistry.registry.loan;

import java.util.List;

/**
 * What a check found in a part of the database.
 *
 * @param faults what does not agree, by id, never a value
 * @param erased records whose borrower was erased, so that nothing can be derived
 */
record Findings(List<String> faults, long erased) {
    /** Copies the list. */
    Findings {
        faults = List.copyOf(faults);
    }
}
