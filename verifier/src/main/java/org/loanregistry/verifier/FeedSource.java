package org.loanregistry.verifier;

import java.util.List;
import java.util.Optional;
import org.loanregistry.transparency.tree.ConsistencyProof;

/** Where a lender's feed is read from; nothing that it says is believed yet. */
interface FeedSource {
    /** The feed's head. */
    FeedAnswers.Head head();

    /** Entries from number {@code from} on, at most {@code limit}, which may be fewer; none after the last. */
    List<FeedAnswers.Line> entries(long from, int limit);

    /**
     * What is shown as proof that the log of {@code origin} at {@code newSize} extends that at {@code oldSize}, 1 <= oldSize
     * <= newSize; empty if this source has no log to show it from.
     */
    Optional<ConsistencyProof> consistency(String origin, long oldSize, long newSize);
}
