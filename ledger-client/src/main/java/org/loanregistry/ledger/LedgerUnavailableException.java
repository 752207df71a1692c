package org.loanregistry.ledger;

/** The peer gave no usable answer: nothing is known, nothing was written by this call; it may be tried again. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
