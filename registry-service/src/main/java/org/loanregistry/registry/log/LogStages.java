package org.loanregistry.registry.log;

import java.time.Duration;

/**
 * How far each stage of one log is, as the database says: the same for every process of the registry.
 *
 * @param queued leaves in the outbox that are not integrated, counted up to {@link StageStore#MOST_COUNTED}
 * @param integrated leaves of the tree
 * @param signed size of the newest signed head
 * @param anchored size of the newest head that the ledger holds
 * @param queuedFor how long the oldest leaf of the outbox has waited
 * @param unanchoredFor how long ago the oldest head that no anchored one covers was integrated
 * @param isLed whether a sequencer of any process leads the log
 */
record LogStages(
        long queued,
        long integrated,
        long signed,
        long anchored,
        Duration queuedFor,
        Duration unanchoredFor,
        boolean isLed) {

    /** Leaves of committed transactions. */
    long recorded() {
        return integrated + queued;
    }

    /** How long the oldest leaf that the ledger does not vouch for has waited for that. */
    Duration lag() {
        return queuedFor.compareTo(unanchoredFor) > 0 ? queuedFor : unanchoredFor;
    }
}
