package org.loanregistry.registry.cosign;

import java.util.List;
import org.loanregistry.transparency.note.NoteSignature;

/** What one witness came back with. */
sealed interface WitnessAnswer {
    /** Signature lines; nobody has checked them yet. */
    record Cosigned(List<NoteSignature> lines) implements WitnessAnswer {
        public Cosigned {
            lines = List.copyOf(lines);
        }
    }

    /** None, and why. */
    record Failed(String why) implements WitnessAnswer {}
}
