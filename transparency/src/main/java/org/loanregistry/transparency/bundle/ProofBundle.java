package org.loanregistry.transparency.bundle;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.transparency.tree.InclusionProof;
import org.loanregistry.transparency.tree.ProofCheck;

/**
 * A C2SP tlog-proof v1 file: one leaf's place in the log, self-contained. {@code extraJson} is text that the bundle itself
 * does not authenticate, null if there is none; {@code path} leads from leaf to root. Parsing checks no signature.
 */
public record ProofBundle(@Nullable String extraJson, long leafIndex, List<Hash> path, SignedNote checkpoint) {
    /** The longest bundle, in characters. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH = 63;

    /** Copies the path; refuses a negative index, more than 63 hashes, ill-formed text, and a note that is no checkpoint. */
    public ProofBundle {
        if (leafIndex < 0) {
            throw new BundleFormatException("got leaf index " + leafIndex + ", want at least 0");
        }
        if (path.size() > MAX_PATH) {
            throw new BundleFormatException("got a path of " + path.size() + " hashes, want at most " + MAX_PATH);
        }
        path = List.copyOf(path);
        try {
            Checkpoint.parse(checkpoint.body());
            StrictText.utf8(extraJson == null ? "" : extraJson);
        } catch (NoteFormatException | IllegalArgumentException e) {
            throw new BundleFormatException("not a proof bundle", e);
        }
    }

    /** Parses exactly what {@link #toText} prints. */
    public static ProofBundle parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new BundleFormatException("longer than " + MAX_LENGTH + " characters");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new BundleFormatException("not a proof bundle: no blank line");
        }
        try {
            return parse(StrictText.lines(text.substring(0, blank + 1)), SignedNote.parse(text.substring(blank + 2)));
        } catch (NoteFormatException | IllegalArgumentException e) {
            throw new BundleFormatException("not a proof bundle", e);
        }
    }

    /** The bundle's text. */
    public String toText() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        if (extraJson != null) {
            String extra = Base64.getEncoder().encodeToString(StrictText.utf8(extraJson));
            text.append("extra ").append(extra).append('\n');
        }
        text.append("index ").append(leafIndex).append('\n');
        path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(checkpoint.toText()).toString();
    }

    /** The checkpoint that the note holds; its signatures are for the caller to check. */
    public Checkpoint head() {
        return Checkpoint.parse(checkpoint.body());
    }

    /** Whether the leaf with {@code leafHash} is at {@link #leafIndex} of the tree of {@link #head}. */
    public ProofCheck check(Hash leafHash) {
        Checkpoint head = head();
        return new InclusionProof(leafIndex, head.treeSize(), path).check(leafHash, head.root());
    }

    private static ProofBundle parse(List<String> lines, SignedNote checkpoint) {
        boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith("extra ");
        int next = hasExtra ? 2 : 1;
        if (!lines.getFirst().equals(FIRST_LINE) || lines.size() <= next) {
            throw new BundleFormatException("not a proof bundle: want a first line " + FIRST_LINE + " and an index");
        }
        String extra =
                hasExtra ? StrictText.fromUtf8(StrictText.base64(StrictText.after("extra ", lines.get(1)))) : null;
        long leafIndex = StrictText.decimal(StrictText.after("index ", lines.get(next)));
        List<Hash> path = new ArrayList<>();
        for (String line : lines.subList(next + 1, lines.size())) {
            path.add(Hash.parseBase64(line));
        }
        return new ProofBundle(extra, leafIndex, path, checkpoint);
    }
}
