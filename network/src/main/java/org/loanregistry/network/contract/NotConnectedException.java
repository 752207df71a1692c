package org.loanregistry.network.contract;

/** A contract server cannot be reached, or is not the one expected; the text gives its address and why. */
public final class NotConnectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotConnectedException(String message) {
        super(message);
    }

    NotConnectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
