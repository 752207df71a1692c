package org.loanregistry.registry.error;

import java.util.List;

/** The request breaks rules of form or content: each field with its rule. */
public final class Refused extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the caller and the fields concerned. */
    public Refused(String message, List<FieldError> errors) {
        super(message, errors);
    }

    /** With a sentence for the caller. */
    public Refused(String message) {
        this(message, List.of());
    }
}
