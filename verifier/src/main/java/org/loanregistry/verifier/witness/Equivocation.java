package org.loanregistry.verifier.witness;

import java.util.List;
import org.loanregistry.transparency.note.SignedNote;

/**
 * Two notes of one log, as a witness keeps them in {@code evidence/}: both texts with an empty line between them. Whether
 * they contradict each other is for the contract to say.
 */
public record Equivocation(SignedNote one, SignedNote other) {
    private static final String BLANK_LINE = "\n\n";

    /** Reads the text of an evidence file; anything but two notes is an {@link IllegalArgumentException}. */
    public static Equivocation parse(String text) {
        // A body of a checkpoint has no empty line, so there are two bodies and two blocks of signatures.
        List<String> blocks = List.of(text.split(BLANK_LINE, -1));
        if (blocks.size() != 4) {
            throw new IllegalArgumentException("want two notes with an empty line between them, got " + blocks.size()
                    + " blocks of lines, want 4");
        }
        return new Equivocation(
                SignedNote.parse(blocks.get(0) + BLANK_LINE + blocks.get(1) + "\n"),
                SignedNote.parse(blocks.get(2) + BLANK_LINE + blocks.get(3)));
    }

    /** As {@link #parse} reads it. */
    public String toText() {
        return one.toText() + "\n" + other.toText();
    }
}
