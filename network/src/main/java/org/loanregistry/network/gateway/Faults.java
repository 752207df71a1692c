package org.loanregistry.network.gateway;

import java.time.Duration;
import java.util.Collections;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Switches for what goes wrong in real networks, for tests: each stays as set until it is set again. Without any set,
 * nothing goes wrong.
 */
public final class Faults {
    /** What may become of a submission. */
    public enum Submission {
        /** Answered as accepted, but never ordered. */
        LOST,
        /** Ordered, but no answer ever comes: the client's deadline decides. */
        UNANSWERED,
        /**
         * Ordered, but answered as a failure, as a BFT ordering service does when some of its nodes have had the
         * transaction before ("request already processed" counts as no success).
         */
        FALSE_FAILURE
    }

    private final Queue<Submission> submissions = new ConcurrentLinkedQueue<>();
    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
    private final Set<String> disagreeing = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;

    /** The next `count` submissions, at any gateway, go wrong in this way, after those already set. */
    public void nextSubmissions(Submission fault, int count) {
        submissions.addAll(Collections.nCopies(count, fault));
    }

    /** Every submission waits this long before it is ordered. */
    public void delaySubmissions(Duration wait) {
        delay = wait;
    }

    /** One organisation's peer, its gateway included, answers nobody, or does again. */
    public void peerAway(String mspId, boolean away) {
        set(unavailable, mspId, away);
    }

    /** One organisation's peer endorses other bytes than the others, or agrees again. */
    public void peerDisagrees(String mspId, boolean disagrees) {
        set(disagreeing, mspId, disagrees);
    }

    private static void set(Set<String> organisations, String mspId, boolean in) {
        if (in) {
            organisations.add(mspId);
        } else {
            organisations.remove(mspId);
        }
    }

    boolean isAway(String mspId) {
        return unavailable.contains(mspId);
    }

    boolean disagrees(String mspId) {
        return disagreeing.contains(mspId);
    }

    Duration delay() {
        return delay;
    }

    @Nullable
    Submission takeSubmission() {
        return submissions.poll();
    }
}
