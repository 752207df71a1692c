package org.loanregistry.verifier.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.bytes.StrictText;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.SignedNote;

/**
 * Two notes that a log signed over two trees of one size: whoever holds them can have the log frozen on the ledger. The first
 * pair of a log is kept, in one file.
 */
record Evidence(Path folder) {
    /** Keeps the pair, unless one of this log is kept; the file that holds the kept one. */
    Path keep(SignedNote cosigned, SignedNote other) {
        String origin = Checkpoint.parse(cosigned.body()).origin();
        Path file = folder.resolve(HexFormat.of().formatHex(Sha256.of(StrictText.utf8(origin))) + ".equivocation");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.write(file, StrictText.utf8(new Equivocation(cosigned, other).toText()));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence in " + file, e);
        }
    }
}
