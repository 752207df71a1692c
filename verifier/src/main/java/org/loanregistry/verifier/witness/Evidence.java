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
 * Two notes that a log signed and that cannot both be of one history. Over two trees of one size: whoever holds them can have
 * the log frozen on the ledger. The first pair of a log and kind is kept, in one file.
 */
public record Evidence(Path folder) {
    private static final String ONE_SIZE = ".equivocation";

    /** Of two sizes: no consistency proof leads from one to the other, as whoever asks the log for one sees. */
    private static final String TWO_SIZES = ".fork";

    /** Keeps the pair, unless one of this log is kept; the file that holds the kept one. */
    public Path keep(SignedNote cosigned, SignedNote other) {
        Checkpoint one = Checkpoint.parse(cosigned.body());
        boolean sameSize = one.treeSize() == Checkpoint.parse(other.body()).treeSize();
        String name = HexFormat.of().formatHex(Sha256.of(StrictText.utf8(one.origin())));
        Path file = folder.resolve(name + (sameSize ? ONE_SIZE : TWO_SIZES));
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
