package org.loanregistry.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.feed.FeedHead;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;
import org.loanregistry.transparency.tree.Hash;
import org.loanregistry.verifier.witness.ReplacedFile;

/**
 * What a bank remembers of its feed between two runs (docs/formats.md, section 15).
 *
 * @param feed size and root of the feed that it rebuilt itself
 * @param note the log's signed checkpoint at that time
 */
record SeenHead(FeedHead feed, SignedNote note) {
    private static final String FIRST_LINE = "loanreg seen head v1\n";

    /** The checkpoint in the note. */
    Checkpoint checkpoint() {
        return Checkpoint.parse(note.body());
    }

    /** The head in a bank's folder; empty if it never looked. Anything else in that file is refused. */
    static Optional<SeenHead> read(Path folder, String origin, int slot) {
        Path file = file(folder, origin, slot);
        try {
            return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("what this bank saw, in " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not what this bank saw: " + e.getMessage(), e);
        }
    }

    /** Takes the place of the one before. On disk when this returns; a crash leaves the one or the other. */
    void write(Path folder, int slot) {
        Path file = file(folder, checkpoint().origin(), slot);
        try {
            Files.createDirectories(folder);
            ReplacedFile.write(file, StrictText.utf8(toText()));
        } catch (IOException e) {
            throw new UncheckedIOException("what this bank saw, in " + file, e);
        }
    }

    /** Parses exactly what {@link #toText} prints. */
    static SeenHead parse(String text) {
        int blank = text.indexOf("\n\n");
        if (!text.startsWith(FIRST_LINE) || blank < 0) {
            throw new IllegalArgumentException("want a first line " + FIRST_LINE.strip());
        }
        List<String> lines = StrictText.lines(text.substring(FIRST_LINE.length(), blank + 1));
        if (lines.size() != 2) {
            throw new IllegalArgumentException("got " + lines.size() + " lines of a feed head, want 2");
        }
        FeedHead feed = new FeedHead(
                StrictText.decimal(StrictText.after("size ", lines.get(0))),
                Hash.parseBase64(StrictText.after("root ", lines.get(1))));
        return new SeenHead(feed, SignedNote.parse(text.substring(blank + 2)));
    }

    /** The file's content. */
    String toText() {
        return FIRST_LINE + "size " + feed.size() + "\nroot " + feed.root().toBase64() + "\n\n" + note.toText();
    }

    private static Path file(Path folder, String origin, int slot) {
        return folder.resolve(HexFormat.of().formatHex(Sha256.of(StrictText.utf8(origin))) + "-slot" + slot + ".seen");
    }
}
