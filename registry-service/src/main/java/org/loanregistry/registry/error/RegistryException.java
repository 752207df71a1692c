package org.loanregistry.registry.error;

import java.util.List;

/** A request that cannot be served, for a reason that the caller may know. The message never carries personal data. */
public abstract sealed class RegistryException extends RuntimeException
        permits NotFound, Conflict, Refused, NotAllowed, TooBusy, Gone {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    RegistryException(String message, List<FieldError> errors) {
        super(message);
        this.errors = List.copyOf(errors);
    }

    /** Which fields broke which rules; empty if the request as a whole is meant. */
    public final List<FieldError> errors() {
        return errors;
    }
}
