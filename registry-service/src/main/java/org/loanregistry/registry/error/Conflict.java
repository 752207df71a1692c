package org.loanregistry.registry.error;

import java.util.List;

/** The request disagrees with what is recorded already: the fields that differ, never their values. */
public final class Conflict extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the caller and the fields concerned. */
    public Conflict(String message, List<FieldError> errors) {
        super(message, errors);
    }

    /** With a sentence for the caller. */
    public Conflict(String message) {
        this(message, List.of());
    }
}
