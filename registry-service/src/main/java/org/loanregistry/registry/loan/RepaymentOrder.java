package org.loanregistry.registry.loan;

import java.util.List;
import org.loanregistry.registry.identity.Caller;

/**
 * What one request asks to be recorded.
 *
 * @param caller who asks
 * @param items in the order in which they are allocated, at least one
 */
record RepaymentOrder(Caller caller, List<Parsed<RepaymentTerms>> items) {
    /** Copies the items. */
    RepaymentOrder {
        items = List.copyOf(items);
    }

    /** A request of one item: its answer carries the path in a receipt that it may share with others. */
    boolean isSingle() {
        return items.size() == 1;
    }
}
