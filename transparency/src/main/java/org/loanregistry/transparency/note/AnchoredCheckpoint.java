package org.loanregistry.transparency.note;

import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;

/**
 * What a peer holds for one anchored head: the head's time in unix seconds, the transaction that anchored it (64
 * lower-case hex digits) and the checkpoint as a signed note. Format: docs/formats.md, section 4.
 */
public record AnchoredCheckpoint(long epochSeconds, String transactionId, SignedNote note) {
    private static final String FIRST_LINE = "loanreg anchored checkpoint v1";

    /** Refuses a negative time, a transaction id of another form, and a note that is no checkpoint. */
    public AnchoredCheckpoint {
        if (epochSeconds < 0) {
            throw new NoteFormatException("got time " + epochSeconds + ", want at least 0");
        }
        if (!transactionId.matches("[0-9a-f]{64}")) {
            throw new NoteFormatException("not a transaction id: " + StrictText.quoted(transactionId));
        }
        Checkpoint.parse(note.body());
    }

    /** Parses exactly what {@link #toText} prints. */
    public static AnchoredCheckpoint parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new NoteFormatException("not an anchored checkpoint: no blank line");
        }
        try {
            List<String> lines = StrictText.lines(text.substring(0, blank + 1));
            if (lines.size() != 3 || !lines.get(0).equals(FIRST_LINE)) {
                throw new NoteFormatException("not an anchored checkpoint: want three lines, the first " + FIRST_LINE);
            }
            return new AnchoredCheckpoint(
                    StrictText.decimal(StrictText.after("time ", lines.get(1))),
                    StrictText.after("tx ", lines.get(2)),
                    SignedNote.parse(text.substring(blank + 2)));
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not an anchored checkpoint", e);
        }
    }

    /** The text as it stands on the ledger. */
    public String toText() {
        return FIRST_LINE + "\ntime " + epochSeconds + "\ntx " + transactionId + "\n\n" + note.toText();
    }

    /** The checkpoint that the note holds; its signature is for the caller to check. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.body());
    }
}
