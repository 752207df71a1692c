package org.loanregistry.registry.error;

import java.util.List;

/** The caller is known but may not do this. */
public final class NotAllowed extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the caller. */
    public NotAllowed(String message) {
        super(message, List.of());
    }
}
