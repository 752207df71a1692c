package org.loanregistry.chaincode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.loanregistry.chaincode.Refusal.Code;
import org.loanregistry.transparency.agreement.LogRegistration;
import org.loanregistry.transparency.bytes.Sha256;
import org.loanregistry.transparency.note.Checkpoint;
import org.loanregistry.transparency.note.NoteFormatException;
import org.loanregistry.transparency.note.SignedNote;

/** Reads a log's notes strictly: at most 64 KB and 16 signature lines, a checkpoint of exactly three lines. */
final class Notes {
    private static final int MAX_SIGNATURES = 16;

    private Notes() {}

    static SignedNote note(String text) {
        try {
            SignedNote note = SignedNote.parse(text);
            if (note.signatures().size() > MAX_SIGNATURES) {
                throw new Refusal(
                        Code.MALFORMED_NOTE,
                        "got " + note.signatures().size() + " signature lines, want at most " + MAX_SIGNATURES);
            }
            return note;
        } catch (NoteFormatException e) {
            throw new Refusal(Code.MALFORMED_NOTE, String.valueOf(e.getMessage()));
        }
    }

    static Checkpoint checkpoint(SignedNote note) {
        try {
            return Checkpoint.parse(note.body());
        } catch (NoteFormatException e) {
            throw new Refusal(Code.MALFORMED_NOTE, String.valueOf(e.getMessage()));
        }
    }

    static void requireSigned(LogRegistration log, SignedNote note) {
        if (!log.keys().signed(note)) {
            throw new Refusal(Code.BAD_SIGNATURE, "the note is not signed by the log's registered key");
        }
    }

    /** What names a note: the SHA-256 of its text, in hex. */
    static String hash(SignedNote note) {
        return HexFormat.of().formatHex(Sha256.of(note.toText().getBytes(StandardCharsets.UTF_8)));
    }
}
