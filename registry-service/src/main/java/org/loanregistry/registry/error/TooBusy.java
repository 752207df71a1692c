package org.loanregistry.registry.error;

import java.util.List;

/** There is no room for the request now; nothing was done, and the same request may be sent again after a while. */
public final class TooBusy extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final long retrySeconds;

    /** For want of room, with the sentence for the caller. */
    public TooBusy() {
        this("The service has all the work that it can hold; send the same request again.", 1);
    }

    /** With a sentence for the caller and after how many seconds to try again, at least 1. */
    public TooBusy(String message, long retrySeconds) {
        super(message, List.of());
        this.retrySeconds = retrySeconds;
    }

    /** After how many seconds to try again. */
    public long retrySeconds() {
        return retrySeconds;
    }
}
