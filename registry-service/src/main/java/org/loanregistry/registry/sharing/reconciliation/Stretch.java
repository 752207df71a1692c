package org.loanregistry.registry.sharing.reconciliation;

import java.util.List;

/**
 * A page of a list.
 *
 * @param items what is shown
 * @param hasNext whether there is more after it
 */
public record Stretch<T>(List<T> items, boolean hasNext) {
    /** Copies the list. */
    public Stretch {
        items = List.copyOf(items);
    }

    /** At most {@code limit} of what was found, of which one more says that there is a page after it. */
    Stretch(List<T> found, int limit) {
        this(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }
}
