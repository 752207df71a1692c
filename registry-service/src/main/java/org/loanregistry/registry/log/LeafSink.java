package org.loanregistry.registry.log;

import java.util.List;

/** Where a transaction's leaves go: to the outbox, or into the tree before it commits. Either way they are in the log then. */
@FunctionalInterface
public interface LeafSink {
    /** Adds leaves behind those added before. */
    void append(List<NewLeaf> leaves);
}
