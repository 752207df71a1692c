package org.loanregistry.verifier;

import org.jspecify.annotations.Nullable;

/** The registry's service gave no usable answer. */
final class FeedUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeedUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
