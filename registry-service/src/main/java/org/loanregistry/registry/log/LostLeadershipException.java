package org.loanregistry.registry.log;

/** Another sequencer leads the log now; what this one was about to write is not written. */
final class LostLeadershipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostLeadershipException(LogName log) {
        super("another sequencer leads log " + log.text());
    }
}
