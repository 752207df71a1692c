package org.loanregistry.privacy.access;

/** What the access desk answers; the entry that says so is durable in both cases. */
public sealed interface Ruling {
    /**
     * Allowed, up to the decided levels.
     *
     * @param decision which levels, which obligations
     * @param grant the leave, which the caller closes
     */
    record Granted(Decision decision, AccessGrant grant) implements Ruling {}

    /**
     * Not allowed.
     *
     * @param decision with the reason
     * @param entryNumber of the entry in the access log
     */
    record Denied(Decision decision, long entryNumber) implements Ruling {}
}
