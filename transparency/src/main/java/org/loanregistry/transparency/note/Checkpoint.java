package org.loanregistry.transparency.note;

import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.Hash;

/** The body of a C2SP checkpoint without extension lines: origin, tree size and root, exactly three lines. */
public record Checkpoint(String origin, long treeSize, Hash root) {
    /** Refuses an origin with white space, control characters or a plus, and a negative size. */
    public Checkpoint {
        if (!StrictText.isName(origin)) {
            throw new NoteFormatException("not an origin: " + StrictText.quoted(origin));
        }
        if (treeSize < 0) {
            throw new NoteFormatException("got tree size " + treeSize + ", want at least 0");
        }
    }

    /** Parses exactly three lines: origin, decimal size without leading zeros, canonical base64 of the root. */
    public static Checkpoint parse(String body) {
        try {
            List<String> lines = StrictText.lines(body);
            if (lines.size() != 3) {
                throw new NoteFormatException("got a checkpoint of " + lines.size() + " lines, want 3");
            }
            return new Checkpoint(lines.get(0), StrictText.decimal(lines.get(1)), Hash.parseBase64(lines.get(2)));
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not a checkpoint", e);
        }
    }

    /** The three lines, each with its LF. */
    public String toBody() {
        return origin + "\n" + treeSize + "\n" + root.toBase64() + "\n";
    }
}
