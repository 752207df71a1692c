package org.loanregistry.registry.error;

import java.util.List;

/** There is no such thing, or none that the caller may see. */
public final class NotFound extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the caller. */
    public NotFound(String message) {
        super(message, List.of());
    }
}
