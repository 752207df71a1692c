package org.loanregistry.privacy.access;

/** Where entries go. The service keeps them as leaves of an anchored log. */
public interface AccessLog {
    /**
     * Adds an entry and returns once it is durable: it survives the loss of power.
     *
     * @return its number in the log, from 0
     * @throws RuntimeException if it is not certain that it is durable; then nothing is revealed
     */
    long append(AccessEntry entry);
}
