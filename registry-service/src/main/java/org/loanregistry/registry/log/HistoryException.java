package org.loanregistry.registry.log;

/** The database is not the history that the ledger, or the tree's own row, bears witness to: nothing may be built on it. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryException(String message) {
        super(message);
    }
}
