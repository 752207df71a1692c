package org.loanregistry.registry.cosign;

import java.util.List;
import org.loanregistry.transparency.note.SignedNote;

/**
 * What the witnesses made of a note.
 *
 * @param note the note with one verified line of each witness that cosigned it and that the log's terms name
 * @param troubles why the others did not, one sentence each
 */
public record Cosignatures(SignedNote note, List<String> troubles) {
    /** Copies the list. */
    public Cosignatures {
        troubles = List.copyOf(troubles);
    }
}
