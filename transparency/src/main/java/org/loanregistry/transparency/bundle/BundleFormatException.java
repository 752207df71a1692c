package org.loanregistry.transparency.bundle;

/** A proof bundle that is not in its one allowed form. */
public final class BundleFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BundleFormatException(String message) {
        super(message);
    }

    BundleFormatException(String message, RuntimeException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
