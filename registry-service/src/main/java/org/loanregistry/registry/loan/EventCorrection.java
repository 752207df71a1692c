package org.loanregistry.registry.loan;

import java.util.List;
import org.loanregistry.transparency.tree.Hash;

/**
 * Why and by whom an event has another version.
 *
 * @param reasonCode why
 * @param changedPaths what is different, by name
 * @param maker who proposed it, with the organisation
 * @param checker who agreed, of another organisation
 * @param withdrawn whether the event did not happen at all
 * @param previousLeaf leaf hash of the version before
 */
record EventCorrection(
        String reasonCode,
        List<String> changedPaths,
        String maker,
        String checker,
        boolean withdrawn,
        Hash previousLeaf) {
    /** Copies the list. */
    EventCorrection {
        changedPaths = List.copyOf(changedPaths);
    }
}
