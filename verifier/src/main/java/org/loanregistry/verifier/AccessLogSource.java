package org.loanregistry.verifier;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.note.SignedNote;

/** Where the leaves of the access log are read from; nothing that it says is believed yet. */
interface AccessLogSource {
    /**
     * What all leaves are under.
     *
     * @param checkpoint the anchored one
     * @param subject the pseudonym of the person asked about; null if everything is shown
     */
    record Head(SignedNote checkpoint, @Nullable String subject) {}

    /** The head, read once and before the leaves. */
    Head head();

    /** Every leaf in order, from the first on, as disclosures; stops after {@code size} of them or when there are no more. */
    void leaves(long size, Consumer<String> disclosure);
}
