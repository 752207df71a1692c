package org.loanregistry.registry.borrower;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.loanregistry.privacy.pii.Pii;

/**
 * The personal values of one borrower out of their envelopes, by their names in the field catalogue. To see one takes a grant;
 * {@link #close} wipes them.
 *
 * @param tenant the lender whose borrower it is
 * @param byField in the order in which they are shown
 */
public record PersonalValues(String tenant, SequencedMap<String, Pii<?>> byField) implements AutoCloseable {
    /** The fields that are kept of a borrower. */
    public static final List<String> NAMES = List.of("name", "nationalId", "mobile", "reference");

    @Override
    public void close() {
        byField.values().forEach(Pii::close);
    }

    /** Shows the fields' names only. */
    @Override
    public String toString() {
        return "PersonalValues" + Map.copyOf(byField).keySet();
    }
}
