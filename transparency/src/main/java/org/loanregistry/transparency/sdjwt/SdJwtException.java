package org.loanregistry.transparency.sdjwt;

/** A text that is no SD-JWT of ours, or a part of one that is none. The message quotes no value. */
public final class SdJwtException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SdJwtException(String message) {
        super(message);
    }

    SdJwtException(String message, Throwable cause) {
        super(message, cause);
    }
}
