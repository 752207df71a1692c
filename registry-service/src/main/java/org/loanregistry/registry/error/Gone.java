package org.loanregistry.registry.error;

import java.util.List;

/** What is asked for was erased; the receipt says when and why. */
public final class Gone extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final String receipt;

    /** With a sentence for the caller and the path of the receipt. */
    public Gone(String message, String receipt) {
        super(message, List.of());
        this.receipt = receipt;
    }

    /** The path at which the caller finds the receipt. */
    public String receipt() {
        return receipt;
    }
}
