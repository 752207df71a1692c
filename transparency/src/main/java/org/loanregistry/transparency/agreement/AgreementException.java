package org.loanregistry.transparency.agreement;

/** A text or a value that no agreement can hold; the message names the rule. */
public final class AgreementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AgreementException(String message) {
        super(message);
    }

    AgreementException(String message, Throwable cause) {
        super(message, cause);
    }
}
