package org.loanregistry.network.wire;

/** A message that is not what Fabric's protocol wants in its place; the text says what is wrong. */
public final class BadMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadMessageException(String message) {
        super(message);
    }

    BadMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
