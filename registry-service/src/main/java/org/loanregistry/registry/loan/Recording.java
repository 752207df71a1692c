package org.loanregistry.registry.loan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request's items.
 *
 * @param outcomes one an item, in the request's order
 * @param receiptNote the signed receipt of everything recorded now, absent if that is nothing
 */
record Recording(List<Outcome> outcomes, @Nullable String receiptNote) {
    /** Copies the outcomes. */
    Recording {
        outcomes = List.copyOf(outcomes);
    }
}
