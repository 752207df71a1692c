package org.loanregistry.registry.log;

import java.util.List;
import org.loanregistry.transparency.tree.Hash;

/**
 * One event's part of a batch receipt.
 *
 * @param index the event's place in the batch, from 0
 * @param leafHash the leaf hash that the log promises to contain
 * @param path from the leaf hash to the root that the receipt signs
 */
public record EventReceipt(int index, Hash leafHash, List<Hash> path) {
    /** Copies the path. */
    public EventReceipt {
        path = List.copyOf(path);
    }
}
