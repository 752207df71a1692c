package org.loanregistry.verifier.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.SignedNote;

/**
 * The newest checkpoint of every log that this witness may have cosigned: one file a log, named by the SHA-256 of its origin.
 * Format: docs/formats.md, section 14. What {@link #put} has returned from survives a crash of process and machine; a crash
 * inside it leaves the old checkpoint or the new one. Not thread-safe.
 */
final class HeadStore {
    private static final String FIRST_LINE = "loanreg witness head v1\n";
    private static final String ENDING = ".head";

    private final Path folder;
    private final Map<String, SignedNote> noteByOrigin;

    /** A write that failed may or may not come back after a crash, so nothing is known any more. */
    private boolean broken;

    private HeadStore(Path folder, Map<String, SignedNote> noteByOrigin) {
        this.folder = folder;
        this.noteByOrigin = noteByOrigin;
    }

    /**
     * Reads what is there, and removes what a crash left half written.
     *
     * @throws IllegalStateException if a file is not what {@link #put} wrote: with its state unknown a witness must not cosign
     */
    static HeadStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            Map<String, SignedNote> notes = new HashMap<>();
            for (Path file : list(folder)) {
                String name = file.getFileName().toString();
                if (name.endsWith(ReplacedFile.DRAFT)) {
                    Files.delete(file);
                } else if (name.endsWith(ENDING)) {
                    SignedNote note = read(file);
                    notes.put(Checkpoint.parse(note.body()).origin(), note);
                }
            }
            return new HeadStore(folder, notes);
        } catch (IOException e) {
            throw new UncheckedIOException("the witness's heads in " + folder, e);
        }
    }

    /**
     * The newest checkpoint of a log, as it was signed by the log.
     *
     * @throws IllegalStateException if a write failed since the start
     */
    Optional<SignedNote> find(String origin) {
        requireWhole();
        return Optional.ofNullable(noteByOrigin.get(origin));
    }

    /** Every log's newest checkpoint. */
    List<SignedNote> all() {
        return List.copyOf(noteByOrigin.values());
    }

    /**
     * Puts a checkpoint in the place of its log's; on disk when this returns.
     *
     * @throws UncheckedIOException if it cannot be written; from then on this store refuses everything
     */
    void put(SignedNote note) {
        requireWhole();
        String origin = Checkpoint.parse(note.body()).origin();
        Path file = folder.resolve(name(origin));
        try {
            ReplacedFile.write(file, StrictText.utf8(FIRST_LINE + note.toText()));
        } catch (IOException e) {
            broken = true;
            throw new UncheckedIOException("the witness's head in " + file, e);
        }
        noteByOrigin.put(origin, note);
    }

    private void requireWhole() {
        if (broken) {
            throw new IllegalStateException("a write to " + folder + " failed: start the witness again");
        }
    }

    private static SignedNote read(Path file) throws IOException {
        try {
            String text = StrictText.fromUtf8(Files.readAllBytes(file));
            if (!text.startsWith(FIRST_LINE)) {
                throw new IllegalStateException(file + " is not a witness's head");
            }
            SignedNote note = SignedNote.parse(text.substring(FIRST_LINE.length()));
            String origin = Checkpoint.parse(note.body()).origin();
            if (!file.getFileName().toString().equals(name(origin))) {
                throw new IllegalStateException(file + " is the head of another log: " + origin);
            }
            return note;
        } catch (NoteFormatException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a witness's head: " + e.getMessage(), e);
        }
    }

    private static String name(String origin) {
        return HexFormat.of().formatHex(Sha256.of(StrictText.utf8(origin))) + ENDING;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
