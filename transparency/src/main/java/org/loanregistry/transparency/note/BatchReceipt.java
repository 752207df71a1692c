package org.loanregistry.transparency.note;

import java.util.List;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.tree.Hash;

/**
 * The log's promise for one recorded batch, signed as a note: {@code count} leaf hashes under {@code root}, in the tree by
 * {@code deadline}. Times in unix seconds, 0 <= issued <= deadline; count at least 1; the batch id is 32 lower-case hex
 * digits. Format: docs/formats.md, section 5.
 */
public record BatchReceipt(String origin, long issued, long deadline, long count, Hash root, String batchId) {
    private static final String FIRST_LINE = "loanreg receipt v1";

    /** Refuses what the format cannot hold. */
    public BatchReceipt {
        if (!StrictText.isName(origin)) {
            throw new NoteFormatException("not an origin: " + StrictText.quoted(origin));
        }
        if (issued < 0 || deadline < issued) {
            throw new NoteFormatException(
                    "got issued " + issued + " and deadline " + deadline + ", want 0 <= issued <= deadline");
        }
        if (count < 1) {
            throw new NoteFormatException("got " + count + " events, want at least 1");
        }
        if (!batchId.matches("[0-9a-f]{32}")) {
            throw new NoteFormatException("not a batch id: " + StrictText.quoted(batchId));
        }
    }

    /** Parses exactly what {@link #toBody} prints. */
    public static BatchReceipt parse(String body) {
        try {
            List<String> lines = StrictText.lines(body);
            if (lines.size() != 7 || !lines.get(0).equals(FIRST_LINE)) {
                throw new NoteFormatException("not a receipt: want seven lines, the first " + FIRST_LINE);
            }
            return new BatchReceipt(
                    lines.get(1),
                    StrictText.decimal(StrictText.after("issued ", lines.get(2))),
                    StrictText.decimal(StrictText.after("deadline ", lines.get(3))),
                    StrictText.decimal(StrictText.after("events ", lines.get(4))),
                    Hash.parseBase64(lines.get(5)),
                    StrictText.after("batch ", lines.get(6)));
        } catch (IllegalArgumentException e) {
            throw new NoteFormatException("not a receipt", e);
        }
    }

    /** The seven lines, each with its LF. */
    public String toBody() {
        return FIRST_LINE + "\n" + origin + "\nissued " + issued + "\ndeadline " + deadline + "\nevents " + count + "\n"
                + root.toBase64() + "\nbatch " + batchId + "\n";
    }
}
