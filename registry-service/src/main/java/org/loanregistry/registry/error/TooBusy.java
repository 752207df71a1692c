package org.loanregistry.registry.error;

import java.util.List;

/** There is no room for the request now; nothing was done, and the same request may be sent again after a while. */
public final class TooBusy extends RegistryException {
    /** After how many seconds to try again. */
    public static final int RETRY_SECONDS = 1;

    private static final long serialVersionUID = 1L;

    /** With the sentence for the caller. */
    public TooBusy() {
        super("The service has all the work that it can hold; send the same request again.", List.of());
    }
}
